/* semaphore.c: a number of permits.
 *
 * Always: nobody waits while one is free.
 * Runs on the loop's thread. Never allocates. */
#include <cede/sync.h>
#include "primitive.h"

void cede_semaphore_init_bounded(cede_semaphore *s, unsigned count, unsigned most)
{
    CEDE_CHECK(count <= most, "a semaphore begins with more permits than it may have");
    cede__ring_init(&s->waiters);
    s->count = count;
    s->most = most;
}

void cede_semaphore_init(cede_semaphore *s, unsigned count)
{
    cede_semaphore_init_bounded(s, count, ~0u);
}

void cede_semaphore_deinit(cede_semaphore *s)
{
    CEDE_CHECK(cede__ring_empty(&s->waiters), "a semaphore is deinited while a task waits for it");
    cede__retire(&s->waiters);
}

int cede_semaphore_try_acquire(cede_semaphore *s)
{
    if (!s->count)
        return -EAGAIN;
    s->count--;
    return 0;
}

int cede_semaphore_release(cede_semaphore *s)
{
    if (s->count == s->most)
        return -EOVERFLOW;
    if (cede__ring_empty(&s->waiters))
        s->count++;
    else
        cede__wait_end(cede__first_waiter(&s->waiters), 0);
    return 0;
}

unsigned cede_semaphore_count(const cede_semaphore *s)
{
    return s->count;
}

cede_status cede_semaphore_acquire__step(void *frame, cede_task *t)
{
    cede_semaphore *s;
    if (cede__waits(frame))
        return cede__wait_again(frame, t);
    s = ((struct cede_semaphore_acquire__args *)frame)->semaphore;
    return cede_semaphore_try_acquire(s) ? cede__wait_for(frame, t, &s->waiters) : cede__wait_had(frame, t, 0);
}

CEDE__LEAF_PLAIN(cede_semaphore_acquire, CEDE__WAITS_FOR_ANY, (cede_semaphore *semaphore), semaphore);
