/* The same. */
#include <cede.h>

async int g(void)
{
    int x = await(cede_yield())
    int y = 2;
    return x + y;
}
