/* once.c: something that is done once, by the first who needs it.
 *
 * Always: who waits waits for the doer; there is one, or it is done, or nobody waits.
 * Runs on the loop's thread. Never allocates. */
#include <cede/sync.h>
#include "../core/self.h"
#include "primitive.h"

void cede_once_init(cede_once *o)
{
    memset(o, 0, sizeof *o);
    cede__ring_init(&o->waiters);
}

void cede_once_deinit(cede_once *o)
{
    CEDE_CHECK(!o->doer, "a once is deinited while a task does it");
    cede__retire(&o->waiters);
}

int cede_once_is_done(const cede_once *o)
{
    return o->done;
}

/* The next one who waits shall do it; where nobody waits it is free. */
static void pass(cede_once *o)
{
    cede_waiter *w = cede__ring_empty(&o->waiters) ? NULL : cede__first_waiter(&o->waiters);
    o->doer = w ? w->task : NULL;
    if (w)
        cede__wait_end(w, 1);
}

void cede_once_end(cede_once *o, int done)
{
    CEDE_CHECK(o->doer && o->doer == cede__self.task, "a once is ended by a task that does not do it");
    if (!done) {
        pass(o);
        return;
    }
    o->doer = NULL;
    o->done = 1;
    cede__wait_end_all(&o->waiters, 0);
}

cede_status cede_once_begin__step(void *frame, cede_task *t)
{
    cede_once *o;
    if (cede__waits(frame))
        return cede__wait_again(frame, t);
    o = ((struct cede_once_begin__args *)frame)->once;
    if (o->done || o->doer == t)
        return cede__wait_had(frame, t, o->done ? 0 : -EDEADLK);
    if (o->doer)
        return cede__wait_for(frame, t, &o->waiters);
    o->doer = t;
    return cede__wait_had(frame, t, 1);
}

CEDE__LEAF_PLAIN(cede_once_begin, CEDE__WAITS_FOR_OWNER, (cede_once *once), once);
