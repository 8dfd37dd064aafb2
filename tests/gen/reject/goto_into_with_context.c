/* Nothing would be bound. */
#include <cede.h>

CEDE_CONTEXT(int, id, 0);

async int g(int x)
{
    if (x)
        goto in;
    with_context (&id, 1) {
in:
        await(cede_yield());
    }
    return 0;
}
