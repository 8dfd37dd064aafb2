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

static void arrive(cede_waiter *w, int value)
{
    cede__ring_remove(&w->link);
    w->arrived = 1;
    w->value = value;
    cede__make_ready(w->task);
}

void cede__wait_end(cede_waiter *w, int value)
{
    arrive(w, value);
}

void cede__wait_end_all(cede_link *ring, int value)
{
    while (!cede__ring_empty(ring))
        arrive(cede__waiter_of(ring->next), value);
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
