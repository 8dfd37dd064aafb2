/* run.c: what is ready, who sleeps, and the loop of a chip.
 *
 * Interrupts wake tasks directly, so both lists are changed with interrupts kept out: to
 * wake takes as long as the list of sleepers is, to begin a sleep too.
 * Always, from cede_chip_begin on:
 *   1. a task that runs is in neither list, its next is null;
 *   2. the ready ring is entered behind `ready` and left in front: first in, first out;
 *   3. sleepers stand in order of their times, equal ones in the order they came; the last
 *      one's next is END.
 * Never allocates. */
#include <cede/chip.h>
#include "leaf.h"

struct cede__lean cede__lean;

#define END ((cede_task *)(void *)&cede__lean)

/* Whether `at` has come. */
static int passed(cede_time at, cede_ticks now)
{
    return (cede_tick_span)(now - at.ticks) >= 0;
}

/* ---- waking: interrupts are kept out ------------------------------------------------- */

static void make_ready(cede_task *t)
{
    cede_task *last = cede__lean.ready;
    t->next = t;
    if (last) {
        t->next = last->next;
        last->next = t;
    }
    cede__lean.ready = t;
}

/* Takes t out of the sleepers; 0: it is not among them. */
static int rouse(cede_task *t)
{
    cede_task **p;
    for (p = &cede__lean.sleepers; *p != END; p = &(*p)->next)
        if (*p == t) {
            *p = t->next;
            return 1;
        }
    return 0;
}

void cede_wake(cede_task *t)
{
    unsigned before = cede_port_lock();
    if (!t->next || rouse(t))
        make_ready(t);
    cede_port_unlock(before);
}

/* ---- sleeping ---------------------------------------------------------------------------- */

static void link_sleeper(cede_task *t)
{
    cede_task **p = &cede__lean.sleepers;
    while (*p != END && passed((*p)->at, t->at.ticks))
        p = &(*p)->next;
    t->next = *p;
    *p = t;
}

#ifdef CEDE_NO_CANCEL
static
#endif
cede_status cede__fall_asleep(cede_task *t)
{
    cede_port_mask();
    if (!t->next)
        link_sleeper(t);
    cede_port_unmask();
    return CEDE_PENDING;
}

cede_status CEDE__STEP(cede_sleep)(void *state, cede_task *t)
{
    cede_state *s = state;
    cede_ticks now = cede_port_ticks();
    if (!(*s & CEDE__TIMED)) {
        *s |= CEDE__TIMED;
        t->at.ticks += now;
        cede__uncut(t);
    } else if (!cede__is_cut(t) && passed(t->at, now)) {
        return CEDE_DONE;
    }
    return cede__wait(t, 1);
}

/* ---- starting ------------------------------------------------------------------------------ */

void *cede__start(cede_step *step)
{
    cede_task *t = cede__lean.armed;
#ifndef NDEBUG
    if (!t)
        cede_port_stop();       /* an async function was called without await or cede_start */
#endif
    if (t->step)
        return NULL;
    cede__lean.armed = NULL;
    cede__task_init(t);
    t->step = step;
    *(cede_state *)(void *)(t + 1) = 0;
    cede_wake(t);
    return t + 1;
}

/* ---- the loop ------------------------------------------------------------------------------- */

/* What is due becomes ready; when the next sleeper will be. */
static cede_ticks wake_due(void)
{
    cede_ticks now = cede_port_ticks();
    cede_task *t;
    while ((t = cede__lean.sleepers) != END) {
        if (!passed(t->at, now))
            return t->at.ticks;
        cede_wake(t);
    }
    return now + ((cede_ticks)1 << (8 * sizeof now - 2));
}

/* The first of what is ready; null: none. */
static cede_task *take_ready(void)
{
    cede_task *last = cede__lean.ready, *t = last;
    if (last) {
        t = last->next;
        last->next = t->next;
        if (t == last)
            cede__lean.ready = NULL;
        t->next = NULL;
    }
    return t;
}

/* Interrupts are kept out from the look to the sleep, so a wake in between ends it. */
void cede_chip_run(void)
{
    for (;;) {
        cede_ticks until;
        cede_task *t;
        cede_port_mask();
        until = wake_due();
        t = take_ready();
        if (!t)
            cede_port_idle(until);
        cede_port_unmask();
        if (t && t->step && t->step(t + 1, t) != CEDE_PENDING)
            t->step = NULL;     /* it may be ready still: woken in its last step */
    }
}
