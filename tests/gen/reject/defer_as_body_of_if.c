/* It would run at once. */
#include <cede.h>

async int g(int x)
{
    if (x)
        defer { x = 0; }
    return x;
}
