/* A string ends in its line. */
#include <cede.h>

async int g(void)
{
    const char *s = "abc;
    return 0;
}
