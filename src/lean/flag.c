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

/* Of one whose frame is set up. */
static cede_status wait(struct cede_flag_wait__frame *w, cede_task *t)
{
    cede_flag *f = w->flag;
    cede_status s = CEDE_DONE;
    int value = 0;
    cede__begin_waiting(&f->waiter, t);
    if (!*(volatile uint8_t *)&f->set) {
        s = cede__sleep(&w->wait, t);
        if (s == CEDE_PENDING)
            return s;
        value = -ETIMEDOUT;
    }
    f->waiter = NULL;
    if (s == CEDE_DONE) {
        if (!value)
            f->set = 0;
        CEDE__RESULT(cede_flag_wait, w) = value;
    }
    return s;
}

cede_status CEDE__STEP(cede_flag_wait)(void *frame, cede_task *t)
{
    struct cede_flag_wait__frame *w = frame;
    if (!w->wait.state) {
        w->flag = ((struct cede_flag_wait__args *)frame)->flag;
        w->wait.state = CEDE__BEGUN;
    }
    return wait(w, t);
}

cede_status CEDE__STEP(cede_flag_wait_for)(void *frame, cede_task *t)
{
    struct cede_flag_wait__frame *w = frame;
    if (!w->wait.state) {
        struct cede_flag_wait_for__args *a = frame;
        cede_flag *flag = a->flag;
        w->wait.at = cede_after(a->duration);
        w->wait.state = CEDE__TIMED;
        w->flag = flag;
    }
    return wait(w, t);
}

CEDE__LEAF_FN(cede_flag_wait, CEDE__FAILS);
CEDE__LEAF_FN(cede_flag_wait_for, CEDE__FAILS);
