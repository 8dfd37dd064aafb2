/* One declaration with async must be visible before a call. */
#include <cede.h>

async int g(void)
{
    return await(later(1));
}

async int later(int x)
{
    return x;
}
