/* wait.c: waiters in rings: what join, futures and the primitives share.
 *
 * A waiter is in its ring exactly from cede__wait_begin to its arrival or its
 * unwinding. Runs on the loop's thread. Never allocates. */
#include "task_core.h"

void cede__wait_begin(cede_waiter *w, cede_task *t, cede_link *ring)
{
    w->state = 1;
    w->arrived = 0;
    w->task = t;
    cede__ring_add(ring, &w->link);
}

static void arrive(cede_waiter *w, int value)
{
    cede__ring_remove(&w->link);
    w->arrived = 1;
    w->value = value;
    cede__make_ready(w->task);
}

void cede__wait_end_all(cede_link *ring, int value)
{
    while (!cede__ring_empty(ring))
        arrive(cede__waiter_of(ring->next), value);
}

cede_status cede__wait_step(cede_waiter *w, cede_task *t)
{
    if (w->arrived)
        return CEDE_DONE;
    if (!t->signal)
        return CEDE_PENDING;
    cede__ring_remove(&w->link);
    return CEDE_UNWOUND;
}
