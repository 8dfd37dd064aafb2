/* And what a label belongs to. */
#include <cede.h>

async int g(int x)
{
again:
    defer { x = 0; }
    if (x)
        goto again;
    return x;
}
