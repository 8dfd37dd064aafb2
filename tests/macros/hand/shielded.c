/* Signals wait until the shield ends; a deadline inside of it works. */
#include <cede/macros.h>
#include "twin.h"

CEDE_FRAME(commit, int n; int done; cede_hold hold; cede_deadline limit;);
CEDE_DEFINE(commit, cede_sleep, cede_yield);
CEDE_ASYNC(commit)
{
    CEDE_BEGIN;
    f->done = 0;
    CEDE_SHIELD (f->hold) {
        CEDE_AWAIT(cede_sleep, cede_ms(4));
        event("begun %d", f->n);
        CEDE_WITHIN (f->limit, cede_ms(3)) {
            CEDE_AWAIT(cede_sleep, cede_ms(f->n));
            f->done = 1;
        } CEDE_EXPIRED (f->limit) {
            event("slow %d", f->n);
        } CEDE_WITHIN_END;
        if (f->n == 2)
            CEDE_RETURN(2);
    } CEDE_SHIELD_END (f->hold);
    event("committed %d", f->n);
    CEDE_AWAIT(cede_yield);
    CEDE_RETURN(f->done);
    CEDE_END;
}

CEDE_FRAME(shielded, int sum; int n; cede_deadline limit;);
CEDE_DEFINE(shielded, commit);
CEDE_ASYNC(shielded)
{
    CEDE_BEGIN;
    f->sum = 0;
    CEDE_WITHIN (f->limit, cede_ms(17)) {
        for (f->n = 1; f->n < 9; f->n++) {
            CEDE_AWAIT(commit, .n = f->n);
            f->sum += CEDE_RESULT(commit);
        }
    } CEDE_EXPIRED (f->limit) {
        event("late");
    } CEDE_WITHIN_END;
    CEDE_RETURN(f->sum);
    CEDE_END;
}

TWIN(hand_shielded, CEDE_CALL(shielded));
