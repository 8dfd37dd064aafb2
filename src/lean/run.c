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

struct cede__lean cede__lean;

#define END ((void *)&cede__lean)

static cede_task *task_of(void *sleeper)
{
    return (cede_task *)(void *)((char *)sleeper - ((cede__wait *)sleeper)->back);
}

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
    void **p;
    for (p = &cede__lean.sleepers; *p != END; p = &task_of(*p)->next)
        if (task_of(*p) == t) {
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

static void link_sleeper(cede__wait *w, cede_task *t)
{
    cede_ticks at = w->at.ticks;
    void **p = &cede__lean.sleepers, *next;
    w->back = (uint16_t)((char *)w - (char *)t);
    while ((next = *p) != END && passed(((cede__wait *)next)->at, at))
        p = &task_of(next)->next;
    t->next = next;
    *p = w;
}

cede_status cede__sleep(cede__wait *w, cede_task *t)
{
    if ((w->state & (CEDE__DUE | CEDE__CUT)) == CEDE__DUE)
        return CEDE_DONE;
    if (cede__signal(t))
        return CEDE_UNWOUND;
    cede__cut(w, t);
    cede_port_mask();
    if (!t->next && w->state & CEDE__TIMED)
        link_sleeper(w, t);
    cede_port_unmask();
    return CEDE_PENDING;
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
    cede_wake(t);
    return t + 1;
}

/* ---- the loop ------------------------------------------------------------------------------- */

/* What is due becomes ready; when the next sleeper will be. */
static cede_ticks wake_due(void)
{
    cede_ticks now = cede_port_ticks();
    cede__wait *w;
    while ((w = cede__lean.sleepers) != END) {
        if (!passed(w->at, now))
            return w->at.ticks;
        w->state |= CEDE__DUE;
        cede_wake(task_of(w));
    }
    return now + ((cede_ticks)-1 >> 2);
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
