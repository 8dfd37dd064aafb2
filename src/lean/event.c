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
        w->wait.state |= CEDE__ARRIVED;
        cede_wake((cede_task *)(void *)((char *)w - w->wait.back));
        w = e->automatic ? NULL : e->waiters;
    }
    cede_port_unlock(before);
}

/* Interrupts are kept out. */
static void join_list(waiter *w, cede_task *t, cede_event *e)
{
    waiter **end = &e->waiters;
    while (*end)
        end = &(*end)->next;
    w->wait.state |= CEDE__LINKED;
    w->wait.back = (uint16_t)((char *)w - (char *)t);
    w->event = e;
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
static int begin(waiter *w, cede_task *t, cede_event *e)
{
    unsigned before = cede_port_lock();
    int set = e->set;
    if (!set)
        join_list(w, t, e);
    else if (e->automatic)
        e->set = 0;
    cede_port_unlock(before);
    return set;
}

/* Of one that is in the list. What has arrived comes before the time, that before a
 * signal. */
static cede_status again(waiter *w, cede_task *t)
{
    cede_status s = CEDE_DONE;
    int value = 0;
    if (!(w->wait.state & CEDE__ARRIVED)) {
        s = cede__sleep(&w->wait, t);
        if (s == CEDE_PENDING)
            return s;
        leave_list(w);
        if (w->wait.state & CEDE__ARRIVED)
            s = CEDE_DONE;
        else
            value = -ETIMEDOUT;
    }
    return s == CEDE_DONE ? CEDE__LEAF_DONE(cede_event_wait, w, value) : s;
}

static cede_status step(waiter *w, cede_task *t, cede_event *e)
{
    if (!(w->wait.state & CEDE__LINKED) && begin(w, t, e))
        return CEDE__LEAF_DONE(cede_event_wait, w, 0);
    return again(w, t);
}

cede_status CEDE__STEP(cede_event_wait)(void *frame, cede_task *t)
{
    waiter *w = frame;
    return step(w, t, w->wait.state ? w->event : ((struct cede_event_wait__args *)frame)->event);
}

cede_status CEDE__STEP(cede_event_wait_for)(void *frame, cede_task *t)
{
    waiter *w = frame;
    cede_event *e = w->event;
    if (!w->wait.state) {
        struct cede_event_wait_for__args *a = frame;
        cede_time at = cede_after(a->duration);
        e = a->event;
        w->wait.at = at;
        w->wait.state = CEDE__TIMED;
    }
    return step(w, t, e);
}

CEDE__LEAF_FN(cede_event_wait, CEDE__FAILS);
CEDE__LEAF_FN(cede_event_wait_for, CEDE__FAILS);
