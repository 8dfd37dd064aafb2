/* threads.c: offloaded calls in a simulated loop, without threads.
 *
 *     queued, fresh ─> queued ─> begun, on a simulated thread ─> made, its waker posted
 *
 * A call may begin a turn after it came: whoever was cancelled in the moment that it
 * offloaded something has been stepped by then, and has withdrawn it. It is made on the
 * loop's thread, when its time is over.
 * Always: what happens depends on nothing but the order of jobs and the clock.
 * One thread. Never allocates. */
#include "threads.h"

static cede__sim_threads *threads_of(cede_executor *e)
{
    return (cede__sim_threads *)(void *)e;
}

static int submit(cede_executor *e, cede_job *job)
{
    cede__sim_threads *s = threads_of(e);
    cede__job_add(&s->first, &s->last, job);
    if (!s->fresh)
        s->fresh = job;
    return 0;
}

static void remove_job(cede__sim_threads *s, cede_job *job)
{
    if (s->fresh == job)
        s->fresh = job->next;
    cede__job_remove(&s->first, &s->last, job);
}

static int withdraw(cede_executor *e, cede_job *job)
{
    if (!job->queued)
        return 0;
    remove_job(threads_of(e), job);
    return 1;
}

void cede__sim_threads_init(cede__sim_threads *s, cede_loop *l)
{
    s->executor.submit = submit;
    s->executor.withdraw = withdraw;
    s->offloads.executor = &s->executor;
    l->offloads = &s->offloads;
}

/* ---- a turn ---------------------------------------------------------------------------- */

static cede_time end_of(cede__sim_threads *s, cede_time now)
{
    cede_time end = { now.ns + s->takes.ns };
    return s->takes.ns < 0 ? now : end.ns < now.ns ? CEDE_NEVER : end;
}

static int may_begin(const cede__sim_threads *s)
{
    return s->first && s->first != s->fresh && s->busy < (s->most ? s->most : 4);
}

static void begin(cede__sim_threads *s, cede_time now)
{
    struct cede__sim_call *call = &s->calls[s->busy++];
    call->job = s->first;
    call->end = end_of(s, now);
    remove_job(s, call->job);
}

/* Those whose time is over leave, the others move up. */
static void make_due(cede__sim_threads *s, cede_time now)
{
    unsigned before = s->busy;
    s->busy = 0;
    for (unsigned i = 0; i < before; i++) {
        struct cede__sim_call call = s->calls[i];
        if (call.end.ns <= now.ns)
            cede__job_call(call.job);
        else
            s->calls[s->busy++] = call;
    }
}

static cede_time next_of(const cede__sim_threads *s, cede_time now)
{
    cede_time next = CEDE_NEVER;
    for (unsigned i = 0; i < s->busy; i++)
        if (s->calls[i].end.ns < next.ns)
            next = s->calls[i].end;
    return may_begin(s) ? now : next;
}

cede_time cede__sim_threads_turn(cede__sim_threads *s, cede_time now)
{
    while (may_begin(s))
        begin(s, now);
    make_due(s, now);
    s->fresh = NULL;
    return next_of(s, now);
}
