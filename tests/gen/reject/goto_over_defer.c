/* Whether the defer is in force would not be known. */
#include <cede.h>

async int g(int x)
{
    if (x)
        goto behind;
    defer { x = 0; }
    x = 1;
behind:
    return x;
}
