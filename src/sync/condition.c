/* condition.c: waiting for a change of what a mutex guards.
 *
 *     1 waits to be notified ── notify ──> 2 notified ── the mutex is its own ──> DONE
 *           └── its step sees a signal ──> 3 leaves ──── the mutex is its own ──> UNWOUND
 *
 * In 2 and 3 the waiter is in the mutex's line: nobody is woken to wait again. A signal
 * in 2 changes nothing, for it was notified; nor in 3: its caller's defers unlock.
 * Runs on the loop's thread. Never allocates. */
#include "mutex.h"
#include "primitive.h"

enum { WAITS = 1, NOTIFIED, LEAVES };       /* the waiter's state */

void cede_condition_init(cede_condition *c, cede_mutex *mutex)
{
    cede__ring_init(&c->waiters);
    c->mutex = mutex;
}

void cede_condition_deinit(cede_condition *c)
{
    CEDE_CHECK(cede__ring_empty(&c->waiters), "a condition is deinited while a task waits for it");
    cede__retire(&c->waiters);
}

void cede_condition_notify(cede_condition *c, unsigned n)
{
    while (n-- && !cede__ring_empty(&c->waiters)) {
        cede_waiter *w = cede__first_waiter(&c->waiters);
        cede__ring_remove(&w->link);
        w->state = NOTIFIED;
        if (cede__mutex_enter(c->mutex, w))
            cede__make_ready(w->task);
    }
}

void cede_condition_notify_all(cede_condition *c)
{
    cede_condition_notify(c, ~0u);
}

static cede_status begin(struct cede_condition_wait__frame *f, cede_task *t, cede_condition *c)
{
    cede_mutex *m = c->mutex;
    cede_status s;
    CEDE_CHECK(m->owner == t, "a condition is waited for without its mutex");
    s = cede__wait_for(f, t, &c->waiters);
    if (s == CEDE_PENDING) {
        f->mutex = m;
        cede__mutex_pass(m);
    }
    return s;
}

cede_status cede_condition_wait__step(void *frame, cede_task *t)
{
    struct cede_condition_wait__frame *f = frame;
    cede_waiter *w = &f->waiter;
    if (!cede__waits(frame))
        return begin(f, t, ((struct cede_condition_wait__args *)frame)->condition);
    if (w->state == WAITS && t->signal) {
        cede__ring_remove(&w->link);
        w->state = LEAVES;
        cede__mutex_enter(f->mutex, w);
    }
    if (!w->arrived)
        return CEDE_PENDING;
    return w->state == LEAVES ? CEDE_UNWOUND : CEDE__LEAF_DONE(cede_condition_wait, frame, 0);
}

CEDE__LEAF_PLAIN(cede_condition_wait, CEDE__WAITS_TO_OWN_AGAIN, (cede_condition *condition), condition);
