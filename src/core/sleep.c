/* sleep.c: waiting for time, and giving way.
 *
 * Runs on the loop's thread. Never allocates: the timer is the frame. */
#include "self.h"
#include "task_core.h"
#include "timers.h"

/* ---- time ------------------------------------------------------------------------- */

cede_time cede_now(void)
{
    return cede__self.loop ? cede__self.loop->now : CEDE__POINT(0);
}

cede_time cede_after(cede_duration d)
{
    cede_time now = cede_now();
    if (d.ns > 0 && now.ns > CEDE_NEVER.ns - d.ns)
        return CEDE_NEVER;
    now.ns += d.ns;
    return now;
}

cede_duration cede_until(cede_time t)
{
    if (t.ns == CEDE_NEVER.ns)
        return CEDE_FOREVER;
    return CEDE__SPAN(t.ns - cede_now().ns);
}

/* ---- sleep --------------------------------------------------------------------------- */

/* Sleeps always wait: a deadline that has passed is due in the next turn. */
static cede_status sleep_begin(cede_timer *m, cede_task *t, cede_time deadline)
{
    if (t->signal)
        return CEDE_UNWOUND;
    m->state = 1;
    cede__timer_start(cede__loop_of(t), m, t, deadline, CEDE__TIMER_WAKES);
    return CEDE_PENDING;
}

/* A timer that is out of the heap was due: that comes before a signal. */
static cede_status sleep_step(cede_timer *m, cede_task *t)
{
    if (!m->queued)
        return CEDE_DONE;
    if (!t->signal)
        return CEDE_PENDING;
    cede__timer_stop(cede__loop_of(t), m);
    return CEDE_UNWOUND;
}

cede_status cede_sleep__step(void *frame, cede_task *t)
{
    struct cede_sleep__frame *f = frame;
    cede_status s;
    if (f->timer.state == 0)
        return sleep_begin(&f->timer, t, cede_after(((struct cede_sleep__args *)frame)->duration));
    s = sleep_step(&f->timer, t);
    return s == CEDE_DONE ? CEDE__LEAF_DONE(cede_sleep, frame, 0) : s;
}

CEDE__LEAF_FN(cede_sleep, CEDE__FAILS | CEDE__WAITS_FOR_TIME);

int cede_sleep(cede_duration duration)
{
    void *area = cede__enter(&cede_sleep__fn);
    if (area)
        CEDE__ARGS(cede_sleep, area, 0, duration);
    return 0;
}

cede_status cede_sleep_until__step(void *frame, cede_task *t)
{
    struct cede_sleep_until__frame *f = frame;
    cede_status s;
    if (f->timer.state == 0)
        return sleep_begin(&f->timer, t, ((struct cede_sleep_until__args *)frame)->deadline);
    s = sleep_step(&f->timer, t);
    return s == CEDE_DONE ? CEDE__LEAF_DONE(cede_sleep_until, frame, 0) : s;
}

CEDE__LEAF_FN(cede_sleep_until, CEDE__FAILS | CEDE__WAITS_FOR_TIME);

int cede_sleep_until(cede_time deadline)
{
    void *area = cede__enter(&cede_sleep_until__fn);
    if (area)
        CEDE__ARGS(cede_sleep_until, area, 0, deadline);
    return 0;
}

/* ---- yield ------------------------------------------------------------------------------ */

cede_status (cede_yield__step)(void *frame, cede_task *t)
{
    return cede__yield_step(frame, t);
}

CEDE__LEAF_FN(cede_yield, CEDE__FAILS);

int cede_yield(void)
{
    void *area = cede__enter(&cede_yield__fn);
    if (area)
        CEDE__ARGS(cede_yield, area, 0);
    return 0;
}
