/* refused: b_is_not_where_the_prototype_has_it */
#include <cede/macros.h>
CEDE_PROTOTYPE(int, work, int a; char b;);
int work(int a, char b);
#ifdef FIXED
CEDE_FRAME_EXPORTED(work, int a; char b; double c;);
#else
CEDE_FRAME_EXPORTED(work, int a; double c; char b;);
#endif
CEDE_EXPORT(int, work, (int a, char b), (a, b), cede_yield);
CEDE_ASYNC(work)
{
    CEDE_BEGIN;
    CEDE_AWAIT(cede_yield);
    CEDE_RETURN(f->a + f->b);
    CEDE_END;
}
