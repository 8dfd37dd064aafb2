/* A defer runs when its block is left, and not otherwise. */
#include <cede.h>

async int g(int x)
{
    if (x)
        goto inside;
    defer {
inside:
        await(cede_yield());
    }
    return 0;
}
