/* A block has to be entered at its beginning. */
#include <cede.h>

async int g(int x)
{
    if (x)
        goto inside;
    within (cede_ms(1)) {
inside:
        await(cede_yield());
    }
    return 0;
}
