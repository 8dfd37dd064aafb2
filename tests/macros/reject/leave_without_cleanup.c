/* refused: cede__to_cleanup */
#include <cede/macros.h>
CEDE_FRAME(work, cede_hold cleanup;);
CEDE_DEFINE(work, cede_yield);
CEDE_ASYNC(work)
{
    CEDE_BEGIN;
    CEDE_AWAIT(cede_yield);
    CEDE_LEAVE;
#ifdef FIXED
CEDE_CLEANUP:
    CEDE_AWAIT(cede_yield);
#endif
    CEDE_END;
}
