/* The second one is one too many. */
#include <cede.h>

async int f(void)
{
    return 1;
}

async int f(void)
{
    return 2;
}
