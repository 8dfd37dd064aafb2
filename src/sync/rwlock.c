/* rwlock.c: many who read, or one who writes.
 *
 * Always:
 *   1. nobody reads while one writes;
 *   2. who waits first could not be let in: so what changes that lets in from the front
 *      (an unlock; and that who waited first was cancelled).
 * Runs on the loop's thread. Never allocates. */
#include <cede/sync.h>
#include "../core/self.h"
#include "primitive.h"

enum { READS = 1, WRITES };                 /* the waiter's state */

void cede_rwlock_init(cede_rwlock *l)
{
    memset(l, 0, sizeof *l);
    cede__ring_init(&l->waiters);
}

void cede_rwlock_deinit(cede_rwlock *l)
{
    CEDE_CHECK(!l->writer && !l->readers, "a lock is deinited while a task reads or writes");
    cede__retire(&l->waiters);
}

/* Whether it was possible. */
static int enter(cede_rwlock *l, cede_task *t, int how)
{
    if (l->writer || (how == WRITES && l->readers))
        return 0;
    if (how == WRITES)
        l->writer = t;
    else
        l->readers++;
    return 1;
}

/* Not past those who wait. */
static int enter_last(cede_rwlock *l, cede_task *t, int how)
{
    if (l->writer && l->writer == t)
        return -EDEADLK;
    return cede__ring_empty(&l->waiters) && enter(l, t, how) ? 0 : -EAGAIN;
}

static void let_in(cede_rwlock *l)
{
    while (!cede__ring_empty(&l->waiters)) {
        cede_waiter *w = cede__first_waiter(&l->waiters);
        if (!enter(l, w->task, w->state))
            return;
        cede__wait_end(w, 0);
    }
}

int cede_rwlock_try_read(cede_rwlock *l)
{
    return enter_last(l, cede__self.task, READS);
}

int cede_rwlock_try_write(cede_rwlock *l)
{
    CEDE_CHECK(cede__self.task, "a lock is locked for writing outside of tasks");
    return enter_last(l, cede__self.task, WRITES);
}

void cede_rwlock_unlock(cede_rwlock *l)
{
    if (l->writer) {
        CEDE_CHECK(l->writer == cede__self.task, "a lock is unlocked by a task that does not have it");
        l->writer = NULL;
    } else {
        CEDE_CHECK(l->readers, "a lock is unlocked that nobody has");
        l->readers--;
    }
    let_in(l);
}

/* Both operations have the same structs. */
static cede_status step(void *frame, cede_task *t, int how)
{
    struct cede_rwlock_read__frame *f = frame;
    cede_rwlock *l;
    cede_status s;
    int entered;
    if (cede__waits(frame)) {
        l = f->lock;
        s = cede__wait_again(frame, t);
        if (s == CEDE_UNWOUND)
            let_in(l);
        return s;
    }
    l = ((struct cede_rwlock_read__args *)frame)->lock;
    entered = enter_last(l, t, how);
    if (entered != -EAGAIN)
        return cede__wait_had(frame, t, entered);
    s = cede__wait_for(frame, t, &l->waiters);
    f->waiter.state = (cede_state)how;
    f->lock = l;
    return s;
}

cede_status cede_rwlock_read__step(void *frame, cede_task *t)
{
    return step(frame, t, READS);
}

cede_status cede_rwlock_write__step(void *frame, cede_task *t)
{
    return step(frame, t, WRITES);
}

CEDE__LEAF_PLAIN(cede_rwlock_read, CEDE__WAITS_FOR_OWNER, (cede_rwlock *lock), lock);
CEDE__LEAF_PLAIN(cede_rwlock_write, CEDE__WAITS_FOR_OWNER, (cede_rwlock *lock), lock);
