/* remote.c: an await of a function that runs on another loop.
 *
 *     this side                              the other side
 *     1 fresh ──── way, posted ────────────> 2 start: f runs as a task
 *     3 cancelled? stop, posted ───────────> 4 stop: its task is cancelled
 *     6 back: has its result <──── way ───── 5 f has ended, and no stop is on its way
 *
 * All of it lies in the awaiting frame, so nothing may be on its way when that ends. If f
 * ends while this side wants it to stop, a stop may still come. `settled` tells both sides
 * who was first: after 3 the other side answers when the stop has come, too.
 * Each side runs on its loop's thread. Never allocates but f's task. */
#include "host.h"
#include "../core/check.h"
#include <cede/port.h>

typedef struct cede_loop_await__frame remote;

enum { FRESH, AWAY, BACK };

static void post(cede_waker *w, cede_loop *to, void (*fire)(cede_waker *w))
{
    *w = (cede_waker){ .loop = to, .fire = fire };
    cede_wake_threadsafe(w);
}

static remote *of_way(cede_waker *w)
{
    return (remote *)(void *)((char *)w - offsetof(remote, way));
}

/* ---- the other side ------------------------------------------------------------------ */

static void back(cede_waker *w);

/* As a job's end does: executor.c, note [why a loop counts who tells it]. */
static void answer(remote *r)
{
    cede__host *home = cede__host_of(r->home);
    if (home)
        atomic_fetch_add(&home->telling, 1);
    post(&r->way, r->home, back);
    if (home)
        atomic_fetch_sub(&home->telling, 1);
}

static void end(remote *r, int result)
{
    r->result = result;
    r->ended = 1;
    if (!cede_port_raise(&r->settled) || r->stopped)
        answer(r);
}

static void has_ended(cede_task_callback *c, int result)
{
    remote *r = (remote *)(void *)((char *)c - offsetof(remote, at_end));
    cede_task_release(r->runs);
    end(r, result);
}

static void start(cede_waker *w)
{
    remote *r = of_way(w);
    r->runs = cede_spawn_task(NULL, r->f(r->arg));
    r->at_end.call = has_ended;
    if (r->runs)
        cede_task_then(r->runs, &r->at_end);
    else
        end(r, -ENOMEM);
}

/* What was posted first comes first: it has been started. */
static void stop(cede_waker *w)
{
    remote *r = (remote *)(void *)((char *)w - offsetof(remote, stop));
    r->stopped = 1;
    if (r->ended)
        answer(r);
    else
        cede_task_cancel(r->runs, 0);
}

/* ---- this side -------------------------------------------------------------------------- */

static void back(cede_waker *w)
{
    remote *r = of_way(w);
    r->cede__state = BACK;
    cede_wake(r->waits);
}

static cede_status begin(remote *r, cede_task *t, struct cede_loop_await__args a)
{
    if (t->signal)
        return CEDE_UNWOUND;
    *r = (remote){ .cede__state = AWAY, .f = a.f, .arg = a.arg, .home = cede__loop_of(t), .waits = t };
    post(&r->way, a.loop, start);
    return CEDE_PENDING;
}

cede_status cede_loop_await__step(void *frame, cede_task *t)
{
    remote *r = frame;
    int result;
    if (r->cede__state == FRESH)
        return begin(r, t, *(struct cede_loop_await__args *)frame);
    if (r->cede__state == AWAY) {
        if (t->signal && !cede_port_raise(&r->settled))
            post(&r->stop, r->way.loop, stop);
        return CEDE_PENDING;
    }
    result = r->result;
    if (t->signal && r->stopped && result == -ECANCELED)
        return CEDE_UNWOUND;
    return CEDE__LEAF_DONE(cede_loop_await, frame, result);
}

CEDE__LEAF_PLAIN(cede_loop_await, 0, (cede_loop *loop, int (*f)(void *arg), void *arg), loop, f, arg);
