/* The same for shield. */
#include <cede.h>

async int g(int x)
{
    if (x)
        goto inside;
    shield {
inside:
        await(cede_yield());
    }
    return 0;
}
