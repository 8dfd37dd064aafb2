/* refused: inside_of_CEDE_GROUP_so_leave_that_with_break_first */
#include <cede/macros.h>
CEDE_FRAME(work, cede_group g; cede_deadline d;);
CEDE_DEFINE(work, cede_yield);
CEDE_ASYNC(work)
{
    CEDE_BEGIN;
    CEDE_GROUP (f->g) {
        CEDE_WITHIN (f->d, cede_ms(1)) {
            CEDE_AWAIT(cede_yield);
#ifdef FIXED
            break;
#else
            CEDE_RETURN(1);
#endif
        } CEDE_EXPIRED (f->d) {
        } CEDE_WITHIN_END;
    } CEDE_FAILED (f->g) {
        CEDE_RETURN(cede_group_error(&f->g));
    } CEDE_GROUP_END (f->g);
    CEDE_END;
}
