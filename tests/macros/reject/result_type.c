/* refused: assign */
#include <cede/macros.h>
struct point { int x, y; };
CEDE_FRAME_OF(struct point, origin, );
CEDE_DEFINE(origin);
CEDE_ASYNC(origin)
{
    struct point p = { 0, 0 };
    CEDE_BEGIN;
    CEDE_RETURN(p);
    CEDE_END;
}
CEDE_FRAME(work, int n; struct point p;);
CEDE_DEFINE(work, origin);
CEDE_ASYNC(work)
{
    CEDE_BEGIN;
#ifdef FIXED
    CEDE_AWAIT_INTO(f->p, origin);
#else
    CEDE_AWAIT_INTO(f->n, origin);
#endif
    CEDE_END;
}
