/* mutex.c: one task at a time.
 *
 * Always: nobody waits while it is free. An unlock makes the first waiter the owner, so
 * between two owners there is no moment in which another could come first.
 * Runs on the loop's thread. Never allocates. */
#include <cede/sync.h>
#include "../core/self.h"
#include "mutex.h"
#include "primitive.h"

void cede_mutex_init(cede_mutex *m)
{
    cede__ring_init(&m->waiters);
    m->owner = NULL;
}

void cede_mutex_deinit(cede_mutex *m)
{
    CEDE_CHECK(!m->owner, "a mutex is deinited while a task owns it");
    cede__retire(&m->waiters);
}

static int lock(cede_mutex *m, cede_task *t)
{
    if (m->owner)
        return m->owner == t ? -EDEADLK : -EAGAIN;
    m->owner = t;
    return 0;
}

int cede_mutex_try_lock(cede_mutex *m)
{
    CEDE_CHECK(cede__self.task, "a mutex is locked outside of tasks");
    return lock(m, cede__self.task);
}

void cede__mutex_pass(cede_mutex *m)
{
    cede_waiter *w = cede__ring_empty(&m->waiters) ? NULL : cede__first_waiter(&m->waiters);
    m->owner = w ? w->task : NULL;
    if (w)
        cede__wait_end(w, 0);
}

int cede__mutex_enter(cede_mutex *m, cede_waiter *w)
{
    w->arrived = !m->owner;
    if (m->owner)
        cede__ring_add(&m->waiters, &w->link);
    else
        m->owner = w->task;
    return w->arrived;
}

void cede_mutex_unlock(cede_mutex *m)
{
    CEDE_CHECK(m->owner && m->owner == cede__self.task, "a mutex is unlocked by a task that does not own it");
    cede__mutex_pass(m);
}

cede_task *cede_mutex_owner(const cede_mutex *m)
{
    return m->owner;
}

cede_status cede_mutex_lock__step(void *frame, cede_task *t)
{
    cede_mutex *m;
    int locked;
    if (cede__waits(frame))
        return cede__wait_again(frame, t);
    m = ((struct cede_mutex_lock__args *)frame)->mutex;
    locked = lock(m, t);
    return locked == -EAGAIN ? cede__wait_for(frame, t, &m->waiters) : cede__wait_had(frame, t, locked);
}

CEDE__LEAF_PLAIN(cede_mutex_lock, CEDE__WAITS_FOR_OWNER, (cede_mutex *mutex), mutex);
