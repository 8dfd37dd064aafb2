/* refused: 'delay' */
#include <cede/macros.h>
CEDE_FRAME(work, );
CEDE_DEFINE(work, cede_sleep);
CEDE_ASYNC(work)
{
    CEDE_BEGIN;
#ifdef FIXED
    CEDE_AWAIT(cede_sleep, .duration = cede_ms(1));
#else
    CEDE_AWAIT(cede_sleep, .delay = cede_ms(1));
#endif
    CEDE_END;
}
