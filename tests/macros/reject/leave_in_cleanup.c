/* refused: CEDE_LEAVE_stands_behind_CEDE_CLEANUP */
#include <cede/macros.h>
CEDE_FRAME(work, cede_hold cleanup;);
CEDE_DEFINE(work, cede_yield);
CEDE_ASYNC(work)
{
    CEDE_BEGIN;
    CEDE_AWAIT(cede_yield);
CEDE_CLEANUP:
#ifndef FIXED
    CEDE_LEAVE;
#endif
    CEDE_END;
}
