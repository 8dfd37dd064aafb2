/* What can be bound. */
#include <cede.h>

CEDE_CONTEXT(long double, precise, 0);
struct fixed { const int n; };
CEDE_CONTEXT(struct fixed, fixed, { 0 });
CEDE_CONTEXT(int, id, 0);

async int g(int x)
{
    with_context (&x, 1)
        await(cede_yield());
    with_context (id, 1)
        await(cede_yield());
    with_context (&precise, 1)
        await(cede_yield());
    with_context (&fixed, cede_context(fixed))
        await(cede_yield());
    return 0;
}
