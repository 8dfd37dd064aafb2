/* refused: this_compiler_has_no_labels_as_values_so_an_async_function_by_hand_has_no_switch */
#ifndef FIXED
#define CEDE_NO_LABELS_AS_VALUES
#endif
#include <cede/macros.h>
int ordinary(int n);
int ordinary(int n)
{
    switch (n) {
    case 1: return 2;
    default: return 3;
    }
}
CEDE_FRAME(work, int n;);
CEDE_DEFINE(work, cede_yield);
CEDE_ASYNC(work)
{
    CEDE_BEGIN;
    switch (f->n) {
    case 1:
        CEDE_AWAIT(cede_yield);
    }
    CEDE_RETURN(ordinary(f->n));
    CEDE_END;
}
