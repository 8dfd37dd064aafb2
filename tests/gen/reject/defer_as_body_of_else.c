/* The same. */
#include <cede.h>

async int g(int x)
{
    if (x)
        x++;
    else
        defer x = 0;
    return x;
}
