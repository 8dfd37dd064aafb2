/* Labels and goto, out of loops and back over awaits. */
#include <cede/macros.h>
#include "twin.h"

CEDE_FRAME(jumps, int n; int tries; int i;);
CEDE_DEFINE(jumps, cede_yield, cede_sleep);
CEDE_ASYNC(jumps)
{
    CEDE_BEGIN;
    f->tries = 0;
again:
    event("try %d", ++f->tries);
    for (f->i = 0; f->i < 4; f->i++) {
        CEDE_AWAIT(cede_yield);
        if (f->i == f->tries) {
            CEDE_AWAIT(cede_sleep, cede_ms(f->tries));
            if (f->tries < f->n)
                goto again;
            goto done;
        }
    }
    event("through");
    CEDE_RETURN(-1);
done:
    CEDE_AWAIT(cede_yield);
    event("done %d", f->i);
    CEDE_RETURN(f->tries);
    CEDE_END;
}

CEDE_FRAME(all_jumps, int a;);
CEDE_DEFINE(all_jumps, jumps);
CEDE_ASYNC(all_jumps)
{
    CEDE_BEGIN;
    CEDE_AWAIT_INTO(f->a, jumps, .n = 2);
    CEDE_AWAIT(jumps, .n = 5);
    CEDE_RETURN(10 * f->a + CEDE_RESULT(jumps));
    CEDE_END;
}

TWIN(hand_jumps, CEDE_CALL(all_jumps));
