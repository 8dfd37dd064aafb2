/* flag.c: what one task waits for, and an interrupt may say.
 *
 * `set` is written before `waiter` is read by who sets, `waiter` before `set` is read by
 * who waits: one of them sees the other. Never allocates. */
#include <cede/core.h>
#include "leaf.h"

void cede_flag_set(cede_flag *f)
{
    *(volatile uint8_t *)&f->set = 1;
    cede__wake_waiter(&f->waiter);
}

static cede_status flag_step(struct cede_flag_wait__frame *w, cede_task *t, int timed)
{
    cede_flag *f = w->flag;
    cede_status s = CEDE_DONE;
    int value = 0;
    cede__begin_waiting(&f->waiter, t);
    if (*(volatile uint8_t *)&f->set) {
        f->set = 0;
    } else {
        s = cede__waits(timed ? cede_sleep__step(w, t) : cede__block(t));
        if (s == CEDE_PENDING)
            return s;
        value = -ETIMEDOUT;
    }
    f->waiter = NULL;
    CEDE__RESULT(cede_flag_wait, w) = value;
    return s;
}

cede_status CEDE__STEP(cede_flag_wait)(void *frame, cede_task *t)
{
    return flag_step(frame, t, 0);
}

cede_status CEDE__STEP(cede_flag_wait_for)(void *frame, cede_task *t)
{
    return flag_step(frame, t, 1);
}

CEDE__LEAF_FN(cede_flag_wait, CEDE__FAILS);
CEDE__LEAF_FN(cede_flag_wait_for, CEDE__FAILS);
