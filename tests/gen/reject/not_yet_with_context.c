/* Context variables come later. */
#include <cede.h>

CEDE_CONTEXT(int, request_id, 0);

async int g(void)
{
    with_context (&request_id, 3) {
        await(cede_yield());
    }
    return 0;
}
