/* refused: incompatible types when returning */
#include <cede/macros.h>
CEDE_FRAME(work, );
CEDE_DEFINE(work, cede_yield);
CEDE_ASYNC(work)
{
    CEDE_BEGIN;
    CEDE_AWAIT(cede_yield);
#ifdef FIXED
    CEDE_RETURN(0);
#else
    return 0;
#endif
    CEDE_END;
}
