/* refused: work_awaits_one_that_is_far_so_use_CEDE_TASK_SIZED */
#include <cede/macros.h>
CEDE_PROTOTYPE(int, elsewhere, int n;);
CEDE_FRAME(work, );
CEDE_DEFINE(work, CEDE_FAR(elsewhere));
CEDE_ASYNC(work)
{
    CEDE_BEGIN;
    CEDE_AWAIT(elsewhere, .n = 1);
    CEDE_END;
}
#ifdef FIXED
CEDE_TASK_SIZED(worker, work, 200);
#else
CEDE_TASK(worker, work);
#endif
