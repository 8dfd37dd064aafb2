/* And for group. */
#include <cede.h>

async int g(int x)
{
    if (x)
        goto inside;
    group (h) {
inside:
        await(cede_yield());
    }
    return 0;
}
