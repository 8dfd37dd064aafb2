/* offload.c: await(offload(f(x))), on the loop's side.
 *
 * In:   a task gives a job; its loop's executor has it run by somebody.
 * Out:  the job's waker wakes the task when it has run.
 *
 *     fresh ─> in line ─> out ─> has run            in line only where the limit is reached
 *                └──────┴─> withdrawn
 *
 * Always:
 *   1. `out` jobs are with the executor: submitted, and neither run nor withdrawn;
 *   2. a job is in line only while another one of the loop is out;
 *   3. a task ends its await only when nobody else has its job.
 * Runs on the loop's thread, but for cede__job_call. Never allocates. */
#include <cede/port.h>
#include "check.h"
#include "offload.h"
#include "self.h"

enum { FRESH, IN_LINE, OUT, HAS_RUN, REFUSED };

static cede__offloads *offloads_of(const cede_job *job)
{
    return job->waker.loop->offloads;
}

/* ---- handing over ------------------------------------------------------------------ */

static void refuse(cede_job *job, int error)
{
    job->state = REFUSED;
    job->error = error;
}

/* -EAGAIN is no error while another call of this loop is out: when that ends, this one,
 * the first in line, is offered again. */
static void hand_over(cede__offloads *o, cede_job *job)
{
    int error;
    job->state = OUT;
    o->out++;
    error = o->executor->submit(o->executor, job);
    if (error == 0)
        return;
    o->out--;
    if (error != -EAGAIN || !o->out) {
        refuse(job, error);
        return;
    }
    job->state = IN_LINE;
    cede__job_add_first(&o->first, &o->last, job);
}

static void stand_in_line(cede__offloads *o, cede_job *job)
{
    job->state = IN_LINE;
    cede__job_add(&o->first, &o->last, job);
}

static int full(const cede__offloads *o)
{
    return o->limit && o->out >= o->limit;
}

/* A place is free: the line moves up, and those who cannot be served leave it. */
static void move_up(cede__offloads *o)
{
    while (o->first && !full(o)) {
        cede_job *job = o->first;
        cede__job_remove(&o->first, &o->last, job);
        hand_over(o, job);
        if (job->state == IN_LINE)
            return;
        if (job->state == REFUSED)
            cede_wake(job->waker.task);
    }
}

static void has_run(cede_waker *w)
{
    cede_job *job = (cede_job *)(void *)((char *)w - offsetof(cede_job, waker));
    cede__offloads *o = offloads_of(job);
    o->out--;
    job->state = HAS_RUN;
    cede_wake(w->task);
    move_up(o);
}

/* ---- the operation -------------------------------------------------------------------- */

static void begin(cede_job *job, cede_task *t, struct cede_offload_call__args a)
{
    cede__offloads *o = cede__loop_of(t)->offloads;
    int error;
    memset(job, 0, sizeof *job);
    job->call = a.call;
    job->arg = a.arg;
    cede_waker_init_call(&job->waker, has_run);
    job->waker.task = t;
    error = !o ? -EOPNOTSUPP : !o->executor ? o->open(cede__loop_of(t)) : 0;
    if (error)
        refuse(job, error);
    else if (full(o) || o->first)
        stand_in_line(o, job);
    else
        hand_over(o, job);
}

/* Whether nobody has begun it. */
static int withdraw(cede_job *job)
{
    cede__offloads *o = offloads_of(job);
    if (job->state == IN_LINE) {
        cede__job_remove(&o->first, &o->last, job);
        return 1;
    }
    if (cede_port_raise(&job->cancelled) || !o->executor->withdraw(o->executor, job))
        return 0;
    o->out--;
    move_up(o);
    return 1;
}

cede_status cede_offload_call__step(void *frame, cede_task *t)
{
    cede_job *job = &((struct cede_offload_call__frame *)frame)->job;
    int error;
    if (job->state == FRESH) {
        if (t->signal)
            return CEDE_UNWOUND;
        begin(job, t, *(struct cede_offload_call__args *)frame);
    } else if (t->signal && job->state < HAS_RUN && withdraw(job)) {
        return CEDE_UNWOUND;
    }
    if (job->state < HAS_RUN)
        return CEDE_PENDING;
    error = job->error;
    return CEDE__LEAF_DONE(cede_offload_call, frame, error);
}

CEDE__LEAF_FN(cede_offload_call, CEDE__FAILS);

int cede_offload_call(void (*call)(void *arg), void *arg)
{
    void *area = cede__enter(&cede_offload_call__fn);
    if (area)
        CEDE__ARGS(cede_offload_call, area, 0, call, arg);
    return 0;
}

/* ---- in the thread ---------------------------------------------------------------------- */

/* Outside of the loop, also where the loop's own thread does it. */
void cede__job_call(cede_job *job)
{
    struct cede__self before = cede__self;
    memset(&cede__self, 0, sizeof cede__self);
    cede__self.job = job;
    job->call(job->arg);
    cede__self = before;
    cede_wake_threadsafe(&job->waker);
}

int cede_offload_cancelled(void)
{
    return cede__self.job && cede_port_raised(&cede__self.job->cancelled);
}
