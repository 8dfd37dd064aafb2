/* event.c: events, which interrupts may set.
 *
 *     waiting, in the event's list ── set ──> arrived, out of it ──> done
 *                                 └── its time or a signal has come ──> out of it
 *
 * The list is changed with interrupts kept out. Never allocates. */
#include <cede/core.h>
#include "leaf.h"

typedef struct cede__event_waiter waiter;

void cede_event_set(cede_event *e)
{
    unsigned before = cede_port_lock();
    waiter *w = e->waiters;
    e->set = (uint8_t)(!w || !e->automatic);
    while (w) {
        e->waiters = w->next;
        w->state |= CEDE__ARRIVED;
        cede_wake(w->task);
        w = e->automatic ? NULL : e->waiters;
    }
    cede_port_unlock(before);
}

/* Interrupts are kept out. */
static void join_list(waiter *w, cede_task *t)
{
    waiter **end = &w->event->waiters;
    while (*end)
        end = &(*end)->next;
    w->state |= CEDE__LINKED;
    w->task = t;
    w->next = NULL;
    *end = w;
}

static void leave_list(waiter *w)
{
    unsigned before = cede_port_lock();
    waiter **p = &w->event->waiters;
    while (*p && *p != w)
        p = &(*p)->next;
    if (*p)
        *p = w->next;
    cede_port_unlock(before);
}

/* Whether it is set already; else w is in the list. */
static int begin(waiter *w, cede_task *t)
{
    unsigned before = cede_port_lock();
    cede_event *e = w->event;
    int set = e->set;
    if (!set)
        join_list(w, t);
    else if (e->automatic)
        e->set = 0;
    cede_port_unlock(before);
    return set;
}

/* What has arrived, also while it left the list, comes before the time, that before a
 * signal. */
static cede_status event_step(waiter *w, cede_task *t, int timed)
{
    cede_status s = CEDE_DONE;
    int value = 0;
    if (!(w->state & CEDE__LINKED) && begin(w, t))
        return CEDE__LEAF_DONE(cede_event_wait, w, 0);
    if (!(w->state & CEDE__ARRIVED)) {
        s = cede__waits(timed ? cede_sleep__step(w, t) : cede__block(t));
        if (s == CEDE_PENDING)
            return s;
        leave_list(w);
        if (w->state & CEDE__ARRIVED)
            s = CEDE_DONE;
        else
            value = -ETIMEDOUT;
    }
    return s == CEDE_DONE ? CEDE__LEAF_DONE(cede_event_wait, w, value) : s;
}

cede_status CEDE__STEP(cede_event_wait)(void *frame, cede_task *t)
{
    return event_step(frame, t, 0);
}

cede_status CEDE__STEP(cede_event_wait_for)(void *frame, cede_task *t)
{
    return event_step(frame, t, 1);
}

CEDE__LEAF_FN(cede_event_wait, CEDE__FAILS);
CEDE__LEAF_FN(cede_event_wait_for, CEDE__FAILS);
