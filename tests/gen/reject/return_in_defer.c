/* A defer runs to its end. */
#include <cede.h>

async int g(int x)
{
    defer {
        if (x)
            return 1;
    }
    return 0;
}
