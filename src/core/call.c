/* call.c: functions that the loop calls; <cede/call.h> says what for.
 *
 * To the ready queue and to the timers a call is a task: one whose step calls the
 * function and says that nobody is there any more, as that of a task does which has
 * ended while it was ready. It belongs to the loop's own group, but is not linked in it
 * and not counted. So the rest of the core knows nothing of calls.
 * Always: a call is in the timers, on its way from another thread, or in the ready
 * queue, or idle; in one of these at a time.
 * Runs on the loop's thread, but for the two that post. Never allocates. */
#include <cede/call.h>
#include "check.h"
#include "self.h"
#include "task_core.h"
#include "timers.h"

/* Behind it the call may be gone, or ready again. */
static cede_status step(void *frame, cede_task *t)
{
    cede_call *c = (cede_call *)(void *)((char *)t - offsetof(cede_call, task));
    (void)frame;
    cede__self.task = NULL;
    c->call(c);
    return CEDE__GONE;
}

static const cede_fn call_fn = { .name = "cede_call", .file = "cede", .step = step };

void cede_call_init(cede_call *c, void (*call)(cede_call *c))
{
    memset(c, 0, sizeof *c);
    c->call = call;
}

/* ---- asking for it ----------------------------------------------------------------------- */

static void bind(cede_call *c, cede_loop *l)
{
    c->task.group = &l->tasks;
    c->task.fn = &call_fn;
    c->task.leaf_step = step;
}

/* What asks for itself again and again must not keep a loop from its end. */
static int over(const cede_loop *l)
{
    return l->tasks.cancelled && !l->tasks.running;
}

/* Null: it is not to be called. */
static cede_loop *begin(cede_call *c)
{
    cede_loop *l = cede__self.loop;
    CEDE_CHECK(l, "a call is asked for where no loop runs");
    cede_call_cancel(c);
    bind(c, l);
    return over(l) ? NULL : l;
}

int cede_call_soon(cede_call *c)
{
    if (!begin(c))
        return -ECANCELED;
    cede_wake(&c->task);
    return 0;
}

int cede_call_at(cede_call *c, cede_time time)
{
    cede_loop *l = begin(c);
    if (!l)
        return -ECANCELED;
    cede__timer_start(l, &c->on.timer, &c->task, time, CEDE__TIMER_WAKES);
    return 0;
}

int cede_call_later(cede_call *c, cede_duration duration)
{
    return cede_call_at(c, cede_after(duration));
}

/* ---- from elsewhere ------------------------------------------------------------------------- */

static void arrive(cede_waker *w)
{
    cede_call *c = (cede_call *)(void *)((char *)w - offsetof(cede_call, on));
    c->posted = 0;
    c->on.timer.queued = 0;
    cede_wake(&c->task);
}

static void address(cede_call *c, cede_loop *l)
{
    bind(c, l);
    memset(&c->on.waker, 0, sizeof c->on.waker);
    c->on.waker.loop = l;
    c->on.waker.fire = arrive;
    c->posted = 1;
}

void cede_call_soon_threadsafe(cede_call *c, cede_loop *loop)
{
    address(c, loop);
    cede_wake_threadsafe(&c->on.waker);
}

void cede_call_soon_from_isr(cede_call *c, cede_loop *loop)
{
    address(c, loop);
    cede_wake_from_isr(&c->on.waker);
}

/* ---- taking it back ------------------------------------------------------------------------- */

/* The queue is linked one way only. */
static void leave_queue(cede_loop *l, cede_task *t)
{
    cede__queue *q = &l->ready;
    cede_task **at = &q->first;
    while (*at != t)
        at = &(*at)->next_ready;
    *at = t->next_ready;
    if (q->end == &t->next_ready)
        q->end = at;
    if (l->seen == &t->next_ready)
        l->seen = at;
    t->flags &= (uint8_t)~CEDE__READY;
}

int cede_call_pending(const cede_call *c)
{
    return c->posted || c->on.timer.queued || c->task.flags & CEDE__READY;
}

int cede_call_cancel(cede_call *c)
{
    cede_loop *l;
    if (!cede_call_pending(c))
        return 0;
    l = cede__loop_of(&c->task);
    if (c->posted) {
        cede_waker_deinit(&c->on.waker);
        c->posted = 0;
        c->on.timer.queued = 0;
    } else if (c->task.flags & CEDE__READY) {
        leave_queue(l, &c->task);
    } else {
        cede__timer_stop(l, &c->on.timer);
    }
    return 1;
}
