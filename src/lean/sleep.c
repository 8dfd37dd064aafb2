/* sleep.c: waiting for time, and giving way. */
#include <cede/core.h>
#include "leaf.h"

/* What is said when the time has come. */
static cede_status end(void *frame, cede_task *t)
{
    cede_status s = cede__sleep(frame, t);
    if (s == CEDE_DONE)
        CEDE__RESULT(cede_sleep, frame) = 0;
    return s;
}

cede_status CEDE__STEP(cede_sleep)(void *frame, cede_task *t)
{
    cede__wait *w = frame;
    if (!w->state) {
        w->at = cede_after(((struct cede_sleep__args *)frame)->duration);
        w->state = CEDE__TIMED;
    }
    return end(frame, t);
}

cede_status CEDE__STEP(cede_sleep_until)(void *frame, cede_task *t)
{
    cede__wait *w = frame;
    if (!w->state) {
        w->at = ((struct cede_sleep_until__args *)frame)->deadline;
        w->state = CEDE__TIMED;
    }
    return end(frame, t);
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
