/* A call that nobody awaits would do nothing. */
#include <cede.h>

async int f(void);

async int g(void)
{
    f();
    return 0;
}
