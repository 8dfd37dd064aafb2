/* refused: duplicate */
#ifndef FIXED
#define CEDE_NO_LABELS_AS_VALUES
#endif
#include <cede/macros.h>
CEDE_FRAME(work, );
CEDE_DEFINE(work, cede_yield);
CEDE_ASYNC(work)
{
    CEDE_BEGIN;
    CEDE_AWAIT(cede_yield); CEDE_AWAIT(cede_yield);
    CEDE_END;
}
