/* wait.c: waiters in rings: what join, futures and the primitives share.
 *
 * A waiter is in its ring exactly from cede__wait_begin to its arrival or its
 * unwinding. Arriving is for good: what was brought to a waiter is its operation's
 * result, also when a cancel comes before its step. So whoever hands over needs no
 * answer, and nothing that was handed over is lost.
 * Runs on the loop's thread. Never allocates. */
#include "task_core.h"

/* Where every leaf with an int for its result writes that. */
CEDE__FRAME cede__int__ret { cede_state cede__state; int value; };

/* The static ones are for this file's own calls: in a shared library others are not
 * inlined. */
static void begin(cede_waiter *w, cede_task *t, cede_link *ring)
{
    w->state = 1;
    w->arrived = 0;
    w->task = t;
    cede__ring_add(ring, &w->link);
}

void cede__wait_begin(cede_waiter *w, cede_task *t, cede_link *ring)
{
    begin(w, t, ring);
}

/* Waiters are tasks that have not ended, or stand-ins, which want to know at once. */
CEDE__COLD static void tell(cede_task *t)
{
    if (t->flags & CEDE__ENDED)
        t->leaf_step(t->leaf, t);
}

/* Whether its task is in the ready queue now. If not it is what is rare: there already, or a
 * stand-in to be told. */
static inline int arrive(cede_waiter *w, int value)
{
    cede_task *t = w->task;
    cede__ring_remove(&w->link);
    w->arrived = 1;
    w->value = value;
    if (CEDE__UNLIKELY(t->flags & (CEDE__READY | CEDE__ENDED)))
        return 0;
    cede__make_ready(t);
    return 1;
}

void cede__wait_end(cede_waiter *w, int value)
{
    cede_task *t = w->task;
    if (!arrive(w, value))
        tell(t);
}

/* On from the first one that is rare: in a function of its own, so that the loop below,
 * which mostly finds one waiter, needs no stack. */
CEDE__COLD static void end_rest(cede_link *ring, int value, cede_task *t)
{
    tell(t);
    while (!cede__ring_empty(ring))
        cede__wait_end(cede__waiter_of(ring->next), value);
}

void cede__wait_end_all(cede_link *ring, int value)
{
    if (cede__ring_empty(ring))
        return;
    do {
        cede_waiter *w = cede__waiter_of(ring->next);
        cede_task *t = w->task;
        if (!arrive(w, value)) {
            end_rest(ring, value, t);
            return;
        }
    } while (CEDE__UNLIKELY(!cede__ring_empty(ring)));
}

static cede_status step(cede_waiter *w, cede_task *t)
{
    if (w->arrived)
        return CEDE_DONE;
    if (!t->signal)
        return CEDE_PENDING;
    cede__ring_remove(&w->link);
    return CEDE_UNWOUND;
}

cede_status cede__wait_step(cede_waiter *w, cede_task *t)
{
    return step(w, t);
}

/* ---- steps of leaves that begin with their waiter --------------------------------------- */

cede_status cede__wait_had(void *frame, cede_task *t, int value)
{
    cede_waiter *w = frame;
    if (!cede__gives_way(t))
        return CEDE__LEAF_DONE(cede__int, frame, value);
    w->state = 1;
    w->arrived = 1;
    w->value = value;
    return CEDE_PENDING;
}

cede_status cede__wait_for(void *frame, cede_task *t, cede_link *ring)
{
    if (t->signal)
        return CEDE_UNWOUND;
    begin(frame, t, ring);
    return CEDE_PENDING;
}

cede_status cede__wait_again(void *frame, cede_task *t)
{
    cede_waiter *w = frame;
    cede_status s = step(w, t);
    int value = w->value;
    return s == CEDE_DONE ? CEDE__LEAF_DONE(cede__int, frame, value) : s;
}
