/* refused: no member named 'cleanup' */
#include <cede/macros.h>
#ifdef FIXED
CEDE_FRAME(work, cede_hold cleanup;);
#else
CEDE_FRAME(work, int x;);
#endif
CEDE_DEFINE(work, cede_yield);
CEDE_ASYNC(work)
{
    CEDE_BEGIN;
    CEDE_AWAIT(cede_yield);
CEDE_CLEANUP:
    CEDE_AWAIT(cede_yield);
    CEDE_END;
}
