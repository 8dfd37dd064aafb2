/* Deadlines: one that is met, one that passes, one inside another, a return out of one. */
#include <cede/macros.h>
#include "twin.h"

CEDE_FRAME(slow, int ms; cede_hold cleanup;);
CEDE_DEFINE(slow, cede_sleep);
CEDE_ASYNC(slow)
{
    CEDE_BEGIN;
    CEDE_AWAIT(cede_sleep, cede_ms(f->ms));
CEDE_CLEANUP:
    event("slow %d: %d", f->ms, CEDE_LEAVING);
    CEDE_RETURN(f->ms);
    CEDE_END;
}

CEDE_FRAME(choose, int n; int got; cede_deadline outer; cede_deadline inner;);
CEDE_DEFINE(choose, slow, cede_sleep);
CEDE_ASYNC(choose)
{
    CEDE_BEGIN;
    f->got = 0;
    CEDE_WITHIN (f->outer, cede_ms(20)) {
        CEDE_WITHIN_UNTIL (f->inner, cede_after(cede_ms(5 * f->n))) {
            CEDE_AWAIT_INTO(f->got, slow, .ms = 8);
            if (f->n == 2)
                CEDE_RETURN(f->got);
            CEDE_AWAIT(slow, .ms = 30);
            f->got += CEDE_RESULT(slow);
        } CEDE_EXPIRED (f->inner) {
            event("inner");
            CEDE_AWAIT(cede_sleep, cede_ms(8));
        } CEDE_WITHIN_END;
        event("between");
        CEDE_AWAIT(slow, .ms = 8);
    } CEDE_EXPIRED (f->outer) {
        event("outer");
        CEDE_RETURN(-ETIMEDOUT);
    } CEDE_WITHIN_END;
    CEDE_RETURN(f->got);
    CEDE_END;
}

CEDE_FRAME(deadline, int n;);
CEDE_DEFINE(deadline, choose);
CEDE_ASYNC(deadline)
{
    CEDE_BEGIN;
    for (f->n = 0; f->n < 6; f->n++) {
        CEDE_AWAIT(choose, .n = f->n);
        event("%d: %d", f->n, CEDE_RESULT(choose));
    }
    CEDE_RETURN(0);
    CEDE_END;
}

TWIN(hand_deadline, CEDE_CALL(deadline));
