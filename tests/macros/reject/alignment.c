/* refused: a_member_of_the_frame_asks_for_more_alignment_than_frames_have */
#include <cede/macros.h>
#ifdef FIXED
CEDE_FRAME(work, double x;);
#else
CEDE_FRAME(work, long double x;);
#endif
CEDE_DEFINE(work, cede_yield);
CEDE_ASYNC(work)
{
    CEDE_BEGIN;
    CEDE_AWAIT(cede_yield);
    CEDE_END;
}
