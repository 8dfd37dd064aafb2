/* Some characters begin no token. */
#include <cede.h>

async int g(void)
{
    int x = 3 @ 4;
    int y = 3 ` 4;
    return x + y;
}
