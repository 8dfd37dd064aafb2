/* A function that awaits itself: its frames come from the loop's memory. */
#include <cede/macros.h>
#include "twin.h"

CEDE_FRAME(fibonacci, int n; int a; int b; int result; cede_box *box; cede_hold cleanup;);
CEDE_DEFINE(fibonacci, cede_yield);
CEDE_ASYNC(fibonacci)
{
    CEDE_BEGIN;
    event("fibonacci %d", f->n);
    if (f->n < 2) {
        CEDE_AWAIT(cede_yield);
        CEDE_RETURN(f->n);
    }
    CEDE_AWAIT_BOXED_INTO(f->a, f->box, fibonacci, .n = f->n - 1);
    f->result = f->a;
    if (f->a >= 0) {
        CEDE_AWAIT_BOXED_INTO(f->b, f->box, fibonacci, .n = f->n - 2);
        f->result = f->b < 0 ? f->b : f->a + f->b;
    }
CEDE_CLEANUP:
    if (f->n >= 2)
        event("leaves %d", f->n);
    CEDE_RETURN(f->result);
    CEDE_END;
}

TWIN(hand_recursion, CEDE_CALL(fibonacci, .n = 4));
