/* latch.c: a number of things that shall happen.
 *
 * Always: nobody waits while the count is 0.
 * Runs on the loop's thread. Never allocates. */
#include <cede/sync.h>
#include "primitive.h"

void cede_latch_init(cede_latch *l, unsigned count)
{
    cede__ring_init(&l->waiters);
    l->count = count;
}

void cede_latch_deinit(cede_latch *l)
{
    CEDE_CHECK(cede__ring_empty(&l->waiters), "a latch is deinited while a task waits for it");
    cede__retire(&l->waiters);
}

void cede_latch_add(cede_latch *l, unsigned n)
{
    CEDE_CHECK(n <= ~0u - l->count, "a latch counts too many");
    l->count += n;
}

void cede_latch_done(cede_latch *l)
{
    CEDE_CHECK(l->count, "a latch is done more often than was counted");
    if (--l->count == 0)
        cede__wait_end_all(&l->waiters, 0);
}

unsigned cede_latch_count(const cede_latch *l)
{
    return l->count;
}

cede_status cede_latch_wait__step(void *frame, cede_task *t)
{
    cede_latch *l;
    if (cede__waits(frame))
        return cede__wait_again(frame, t);
    l = ((struct cede_latch_wait__args *)frame)->latch;
    return l->count ? cede__wait_for(frame, t, &l->waiters) : cede__wait_had(frame, t, 0);
}

CEDE__LEAF_PLAIN(cede_latch_wait, CEDE__WAITS_FOR_ANY, (cede_latch *latch), latch);
