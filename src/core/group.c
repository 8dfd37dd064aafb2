/* group.c: a block's tasks: who belongs to it, who failed, when all have ended.
 *
 * In:   cede__enter links tasks, task_life.c says that they have ended.
 * Out:  the owner, which waits in cede__group_wait at the block's end, is woken.
 * Always:
 *   1. `running` tasks of the list have not ended; `failures` counts those that have
 *      failed and were kept or not;
 *   2. a group that is left has no task that runs;
 *   3. the scope's signal is 0 or the first failure's code.
 * The loop's own group has no owner: nobody waits in a block, failures are reported.
 * Runs on the loop's thread. Never allocates. */
#include <cede/group.h>
#include "check.h"
#include "group_core.h"
#include "scope.h"
#include "task_life.h"
#include "watch.h"

/* ---- the block ---------------------------------------------------------------------- */

void cede__group_init(cede_group *g, cede_loop *l, cede_task *owner)
{
    memset(g, 0, sizeof *g);
    cede__ring_init(&g->room);
    g->loop = l;
    g->owner = owner;
}

void cede__group_begin(cede_task *t, cede_group *g, unsigned flags)
{
    cede__group_init(g, cede__loop_of(t), t);
    cede__scope_push(t, &g->scope);
    g->scope.kind = CEDE__GROUP;
    g->isolate = flags & CEDE_ISOLATE;
}

/* A signal from further out cancels the tasks as soon as it has to wait for them; the
 * group's own has done so. */
cede_status cede__group_wait(cede_group *g, cede_task *t)
{
    if (g->running) {
        if ((t->signal || t->fatal) && !g->interrupted) {
            g->interrupted = 1;
            cede_group_cancel(g);
        }
        g->waits = 1;
        return CEDE_PENDING;
    }
    return g->interrupted || g->scope.signal ? CEDE_UNWOUND : CEDE_DONE;
}

int cede__group_takes(cede_task *t, cede_group *g)
{
    return cede__scope_takes(t, &g->scope);
}

void cede__group_pop(cede_task *t, cede_group *g)
{
    cede__scope_pop(t, &g->scope);
}

void cede__group_end(cede_group *g)
{
    cede__assert(!g->running);
    while (g->first)
        cede__task_drop(g->first);
}

/* ---- what tasks tell ------------------------------------------------------------------ */

int cede__group_keeps_failure(const cede_group *g)
{
    return g->owner && !(g->isolate && g->failures >= CEDE__FAILURES_KEPT);
}

void cede__group_fail(cede_group *g, int error, const char *function)
{
    g->failures++;
    if (!g->error)
        g->error = (int16_t)error;
    if (!g->owner || g->isolate) {
        cede__report(g->loop, function, error);
        return;
    }
    cede_group_cancel(g);
    cede__scope_signal(g->owner, &g->scope, error);
}

void cede__group_fail_spawn(cede_group *g, int error, const char *function)
{
    if (!g->unspawned)
        g->unspawned = (int16_t)error;
    cede__group_fail(g, error, function);
}

/* Every waiter for room looks again: one that is cancelled meanwhile must not take
 * another's place with it. */
static void wake_room(cede_group *g)
{
    cede_link *n;
    for (n = g->room.next; n != &g->room; n = n->next)
        cede_wake(cede__waiter_of(n)->task);
}

void cede__group_less(cede_group *g)
{
    wake_room(g);
    if (g->running == 0 && g->waits)
        cede_wake(g->owner);
}

/* ---- use --------------------------------------------------------------------------------- */

void cede_group_cancel(cede_group *g)
{
    cede_task *t;
    if (g->cancelled)
        return;
    g->cancelled = 1;
    for (t = g->first; t; t = t->next)
        cede__task_cancel(t, -ECANCELED, NULL);
}

void cede_group_limit(cede_group *g, unsigned limit)
{
    g->limit = limit;
    wake_room(g);
}

unsigned cede_group_running(const cede_group *g)
{
    return g->running;
}

int cede_group_error(const cede_group *g)
{
    return g->error;
}

unsigned cede_group_failures(const cede_group *g)
{
    return g->failures;
}

/* What its frames had said is gone with its end. */
static cede_where where_failed(const cede_group *g, const cede_task *t)
{
    cede_where w = { t->fn->name, t->fn->file, 0 };
    return g->loop->watch ? g->loop->watch->ended_at(g->loop, t) : w;
}

static cede_failure failure_of(const cede_group *g, cede_task *t)
{
    cede_failure f = { t, t->fn->name, cede__task_outcome(t), where_failed(g, t) };
    return f;
}

static cede_failure failed_spawn(const cede_group *g)
{
    cede_failure f = { NULL, "spawn", g->unspawned, { "spawn", NULL, 0 } };
    return f;
}

static cede_task *next_kept(cede_task *t)
{
    while (t && !(t->flags & CEDE__FAILED))
        t = t->next;
    return t;
}

unsigned cede_group_failed(const cede_group *g, cede_failure *failures, unsigned max)
{
    unsigned n = 0;
    cede_task *t;
    for (t = next_kept(g->first); t; t = next_kept(t->next), n++)
        if (n < max)
            failures[n] = failure_of(g, t);
    if (g->unspawned && n++ < max)
        failures[n - 1] = failed_spawn(g);
    return n;
}

unsigned cede_group_errors(const cede_group *g, int *errors, unsigned max)
{
    unsigned n = 0;
    cede_task *t;
    for (t = next_kept(g->first); t; t = next_kept(t->next), n++)
        if (n < max)
            errors[n] = cede__task_outcome(t);
    if (g->unspawned && n++ < max)
        errors[n - 1] = g->unspawned;
    return n;
}

/* ---- room ---------------------------------------------------------------------------------- */

static int has_room(const cede_group *g)
{
    return !g->limit || g->running < g->limit;
}

static cede_status room_begin(void *frame, cede_task *t)
{
    struct cede_group_room__frame *f = frame;
    cede_group *g = ((struct cede_group_room__args *)frame)->group;
    if (has_room(g))
        return cede__gives_way(t) ? CEDE_PENDING : CEDE__LEAF_DONE(cede_group_room, frame, 0);
    if (t->signal)
        return CEDE_UNWOUND;
    f->group = g;
    cede__wait_begin(&f->waiter, t, &g->room);
    return CEDE_PENDING;
}

cede_status cede_group_room__step(void *frame, cede_task *t)
{
    struct cede_group_room__frame *f = frame;
    int found;
    if (f->waiter.state == 0)
        return room_begin(frame, t);
    found = has_room(f->group);
    if (!found && !t->signal)
        return CEDE_PENDING;
    cede__ring_remove(&f->waiter.link);
    return found ? CEDE__LEAF_DONE(cede_group_room, frame, 0) : CEDE_UNWOUND;
}

CEDE__LEAF_FN(cede_group_room, CEDE__FAILS | CEDE__WAITS_FOR_ROOM);

int cede_group_room(cede_group *group)
{
    void *area = cede__enter(&cede_group_room__fn);
    if (area)
        CEDE__ARGS(cede_group_room, area, 0, group);
    return 0;
}
