/* Also from further in. */
#include <cede.h>

async int g(int x)
{
    {
        if (x)
            goto behind;
    }
    defer { x = 0; }
behind:
    return x;
}
