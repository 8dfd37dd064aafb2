/* An alias has no body to split. */
#include <cede.h>

async int f(void) __attribute__((alias("g")));

async int f(void)
{
    return 0;
}
