/* refused: 'elsewhere__deep' undeclared */
#include <cede/macros.h>
CEDE_PROTOTYPE(int, elsewhere, int n;);
CEDE_FRAME(work, );
#ifdef FIXED
CEDE_DEFINE(work, CEDE_FAR(elsewhere));
#else
CEDE_DEFINE(work, elsewhere);
#endif
CEDE_ASYNC(work)
{
    CEDE_BEGIN;
    CEDE_AWAIT(elsewhere, .n = 1);
    CEDE_END;
}
