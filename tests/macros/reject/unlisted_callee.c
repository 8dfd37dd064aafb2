/* refused: no member named 'cede_sleep' */
#include <cede/macros.h>
CEDE_FRAME(work, );
#ifdef FIXED
CEDE_DEFINE(work, cede_yield, cede_sleep);
#else
CEDE_DEFINE(work, cede_yield);
#endif
CEDE_ASYNC(work)
{
    CEDE_BEGIN;
    CEDE_AWAIT(cede_yield);
    CEDE_AWAIT(cede_sleep, cede_ms(1));
    CEDE_END;
}
