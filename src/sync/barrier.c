/* barrier.c: tasks that go on together.
 *
 * How many have come is counted in the ring of those who wait, so one that is cancelled
 * is not counted, and no number can differ from the ring. The last one ends all waits:
 * who comes then is of the next round, whoever has not run yet of this one.
 * Runs on the loop's thread. Never allocates. */
#include <cede/sync.h>
#include "primitive.h"

void cede_barrier_init(cede_barrier *b, unsigned parties)
{
    CEDE_CHECK(parties, "a barrier has no parties");
    cede__ring_init(&b->waiters);
    b->parties = parties;
    b->broken = 0;
}

void cede_barrier_deinit(cede_barrier *b)
{
    CEDE_CHECK(cede__ring_empty(&b->waiters), "a barrier is deinited while a task waits for it");
    cede__retire(&b->waiters);
}

unsigned cede_barrier_waiting(const cede_barrier *b)
{
    unsigned n = 0;
    const cede_link *l;
    for (l = b->waiters.next; l != &b->waiters; l = l->next)
        n++;
    return n;
}

void cede_barrier_reset(cede_barrier *b)
{
    b->broken = 0;
    cede__wait_end_all(&b->waiters, -EPIPE);
}

void cede_barrier_break(cede_barrier *b)
{
    cede_barrier_reset(b);
    b->broken = 1;
}

/* Gives those who wait their numbers; what is left is the last one's. */
static int open(cede_barrier *b)
{
    int n = 0;
    while (!cede__ring_empty(&b->waiters))
        cede__wait_end(cede__first_waiter(&b->waiters), n++);
    return n;
}

cede_status cede_barrier_wait__step(void *frame, cede_task *t)
{
    cede_barrier *b;
    if (cede__waits(frame))
        return cede__wait_again(frame, t);
    b = ((struct cede_barrier_wait__args *)frame)->barrier;
    if (b->broken)
        return cede__wait_had(frame, t, -EPIPE);
    if (cede_barrier_waiting(b) + 1 == b->parties)
        return cede__wait_had(frame, t, open(b));
    return cede__wait_for(frame, t, &b->waiters);
}

CEDE__LEAF_PLAIN(cede_barrier_wait, CEDE__WAITS_FOR_ANY, (cede_barrier *barrier), barrier);
