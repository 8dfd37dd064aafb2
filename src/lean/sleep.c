/* sleep.c: waiting for a time, and giving way. cede_sleep itself is in run.c. */
#include <cede/core.h>
#include "leaf.h"

/* Gives way first, then waits as cede_sleep does. */
cede_status CEDE__STEP(cede_sleep_until)(void *frame, cede_task *t)
{
    struct cede_sleep_until__frame *f = frame;
    if (f->cede__state)
        return cede_sleep__step(f, t);
    if (cede__signal(t))
        return CEDE_UNWOUND;
    f->cede__state = CEDE__TIMED;
    cede__uncut(t);
    cede_wake(t);
    return CEDE_PENDING;
}

cede_status CEDE__STEP(cede_yield)(void *frame, cede_task *t)
{
    struct cede_yield__frame *f = frame;
    if (cede__signal(t))
        return CEDE_UNWOUND;
    if (f->cede__state)
        return CEDE__LEAF_DONE(cede_yield, frame, 0);
    f->cede__state = CEDE__BEGUN;
    cede_wake(t);
    return CEDE_PENDING;
}

CEDE__LEAF_FN(cede_sleep, CEDE__FAILS);
CEDE__LEAF_FN(cede_sleep_until, CEDE__FAILS);
CEDE__LEAF_FN(cede_yield, CEDE__FAILS);
