/* event.c: something that has happened.
 *
 * Always: nobody waits while it is set.
 * Runs on the loop's thread. Never allocates. */
#include <cede/sync.h>
#include "primitive.h"

void cede_event_init(cede_event *e)
{
    memset(e, 0, sizeof *e);
    cede__ring_init(&e->waiters);
}

void cede_event_init_auto(cede_event *e)
{
    cede_event_init(e);
    e->automatic = 1;
}

void cede_event_deinit(cede_event *e)
{
    CEDE_CHECK(cede__ring_empty(&e->waiters), "an event is deinited while a task waits for it");
    cede__retire(&e->waiters);
}

void cede_event_set(cede_event *e)
{
    if (!e->automatic) {
        e->set = 1;
        cede__wait_end_all(&e->waiters, 0);
    } else if (cede__ring_empty(&e->waiters)) {
        e->set = 1;
    } else {
        cede__wait_end(cede__first_waiter(&e->waiters), 0);
    }
}

void cede_event_clear(cede_event *e)
{
    e->set = 0;
}

int cede_event_is_set(const cede_event *e)
{
    return e->set;
}

cede_status cede_event_wait__step(void *frame, cede_task *t)
{
    cede_event *e;
    if (cede__waits(frame))
        return cede__wait_again(frame, t);
    e = ((struct cede_event_wait__args *)frame)->event;
    if (!e->set)
        return cede__wait_for(frame, t, &e->waiters);
    e->set = !e->automatic;
    return cede__wait_had(frame, t, 0);
}

CEDE__LEAF_PLAIN(cede_event_wait, CEDE__WAITS_FOR_ANY, (cede_event *event), event);
