/* lean_context.c: the lean core has no context variables. */
#define CEDE_LEAN
#include <cede/core.h>

static int depth;

static async int bound(void)
{
    with_context (&depth, 3) {
        await(cede_yield());
    }
    return 0;
}
