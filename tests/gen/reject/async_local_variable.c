/* Nor a local one. */
#include <cede.h>

async int g(void)
{
    async int x = 3;
    return x;
}
