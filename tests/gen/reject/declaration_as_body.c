/* C wants a statement there. */
#include <cede.h>

async int g(int x)
{
    if (x)
        int y = 3;
    return x;
}
