/* tasks.c: asking about tasks, and waiting for several.
 *
 * Who waits for several is in the ring of their group that waits for room: it is woken at
 * each end of a task, and looks at the array again. So it needs no node per task.
 * Runs on the loop's thread. Never allocates. */
#include <cede/tasks.h>
#include "check.h"
#include "self.h"
#include "task_core.h"
#include "task_life.h"
#include "tasks.h"

/* ---- queries ---------------------------------------------------------------------------- */

int cede_task_state(const cede_task *t)
{
    if (t->flags & CEDE__ENDED)
        return CEDE_TASK_ENDED;
    if (t == cede__self.task)
        return CEDE_TASK_RUNNING;
    return t->flags & CEDE__READY ? CEDE_TASK_READY : CEDE_TASK_WAITING;
}

int cede_task_result(cede_task *t, int *result)
{
    if (!(t->flags & CEDE__ENDED))
        return -EAGAIN;
    *result = cede__task_outcome(t);
    return 0;
}

/* A callback is a joiner without a task. A release in it leaves the task to its end, which
 * is going on. */
void cede__task_call(cede_task *t, cede_waiter *w, int outcome)
{
    cede_task_callback *c = (cede_task_callback *)(void *)w;
    cede__ring_remove(&w->link);
    w->state = 0;
    t->flags |= CEDE__TELLS;
    c->call(c, outcome);
    t->flags &= (uint8_t)~CEDE__TELLS;
}

void cede_task_then(cede_task *t, cede_task_callback *c)
{
    CEDE_CHECK(t->flags & CEDE__KEPT, "a callback for a task whose handle was released");
    c->waiter.state = 0;
    if (t->flags & CEDE__ENDED)
        c->call(c, cede__task_outcome(t));
    else
        cede__wait_begin(&c->waiter, NULL, &cede__extra(t)->joiners);
}

int cede_task_then_withdraw(cede_task_callback *c)
{
    if (!c->waiter.state)
        return 0;
    cede__ring_remove(&c->waiter.link);
    c->waiter.state = 0;
    return 1;
}

static void each(const cede_group *g, unsigned depth, cede__task_visit *visit, void *ctx)
{
    cede_task *t;
    cede_scope *s;
    for (t = g->first; t; t = t->next) {
        if (t->flags & CEDE__ENDED)
            continue;
        visit(ctx, t, depth);
        for (s = t->scope; s; s = s->outer)
            if (s->kind == CEDE__GROUP)
                each((cede_group *)(void *)s, depth + 1, visit, ctx);
    }
}

void cede__tasks_each(const cede_loop *l, cede__task_visit *visit, void *ctx)
{
    each(&l->tasks, 0, visit, ctx);
}

void cede_tasks_each(cede__task_visit *visit, void *ctx)
{
    cede__tasks_each(cede__self.loop, visit, ctx);
}

/* ---- several tasks ------------------------------------------------------------------------ */

/* The frame of all three operations. */
typedef struct cede_wait__frame several;

enum { RACE = CEDE_WAIT_FIRST_FAILED + 1 };         /* as CEDE_WAIT_FIRST, and the others end */

static int counts(const several *f, cede_task *t)
{
    return t->flags & CEDE__ENDED && (f->until != CEDE_WAIT_FIRST_FAILED || cede__task_outcome(t) < 0);
}

/* While all are waited for, the first `ended` are known to have: so each is looked at once,
 * however often somebody ends. */
static cede_task *look_for_all(several *f)
{
    for (; f->ended < f->n; f->ended++) {
        cede_task *t = f->tasks[f->ended];
        if (t && !(t->flags & CEDE__ENDED))
            return t;
    }
    return NULL;
}

/* One that runs; null: all have ended, or `found` is one that counts. */
static cede_task *look(several *f)
{
    cede_task *running = NULL;
    int i;
    if (f->until == CEDE_WAIT_ALL)
        return look_for_all(f);
    for (i = 0; i < f->n; i++) {
        cede_task *t = f->tasks[i];
        if (t && counts(f, t))
            return f->found = i, NULL;
        if (t && !(t->flags & CEDE__ENDED))
            running = t;
    }
    return running;
}

static void cancel_all(const several *f)
{
    int i;
    for (i = 0; i < f->n; i++)
        if (f->tasks[i])
            cede__task_cancel(f->tasks[i], 0, NULL);
}

static cede_task *look_again(several *f)
{
    cede_task *running = look(f);
    if (running || f->until != RACE)
        return running;
    cancel_all(f);
    f->until = CEDE_WAIT_ALL;
    return look(f);
}

static int gather(const several *f)
{
    int first = 0, i;
    for (i = 0; i < f->n; i++) {
        int r = f->tasks[i] ? cede__task_outcome(f->tasks[i]) : 0;
        f->results[i] = r;
        if (r < 0 && !first)
            first = r;
    }
    return first;
}

static int result_of(const several *f)
{
    return f->results ? gather(f) : f->found;
}

static void check_group(const several *f, const cede_task *t)
{
    int i;
    for (i = 0; i < f->n; i++) {
        CEDE_CHECK(f->tasks[i] != cede__self.task, "a task waits for itself");
        CEDE_CHECK(!f->tasks[i] || f->tasks[i]->group == t->group, "tasks of several groups are waited for");
    }
}

static cede_status begin(void *frame, cede_task *t, cede_task *const *tasks, int n, int until, int *results)
{
    several *f = frame;
    cede_task *running;
    f->tasks = tasks;
    f->results = results;
    f->n = f->found = n;
    f->ended = 0;
    f->until = until;
    running = look_again(f);
    if (!running)
        return cede__wait_had(frame, t, result_of(f));
    check_group(f, running);
    return cede__wait_for(frame, t, &running->group->room);
}

/* A waiter that has arrived is one that has given way. */
static cede_status again(void *frame, cede_task *t)
{
    several *f = frame;
    if (!f->waiter.arrived && !look_again(f)) {
        cede__ring_remove(&f->waiter.link);
        f->waiter.arrived = 1;
        f->waiter.value = result_of(f);
    }
    return cede__wait_again(frame, t);
}

cede_status cede_wait__step(void *frame, cede_task *t)
{
    struct cede_wait__args a;
    if (cede__waits(frame))
        return again(frame, t);
    a = *(struct cede_wait__args *)frame;
    return begin(frame, t, a.tasks, a.n, a.until, NULL);
}

cede_status cede_gather__step(void *frame, cede_task *t)
{
    struct cede_gather__args a;
    if (cede__waits(frame))
        return again(frame, t);
    a = *(struct cede_gather__args *)frame;
    return begin(frame, t, a.tasks, a.n, CEDE_WAIT_ALL, a.results);
}

cede_status cede_race__step(void *frame, cede_task *t)
{
    struct cede_race__args a;
    if (cede__waits(frame))
        return again(frame, t);
    a = *(struct cede_race__args *)frame;
    return begin(frame, t, a.tasks, a.n, RACE, NULL);
}

CEDE__LEAF_PLAIN(cede_wait, CEDE__WAITS_FOR_ENDS, (cede_task *const *tasks, int n, int until), tasks, n, until);
CEDE__LEAF_PLAIN(cede_gather, CEDE__WAITS_FOR_ENDS, (cede_task *const *tasks, int n, int *results), tasks, n, results);
CEDE__LEAF_PLAIN(cede_race, CEDE__WAITS_FOR_ENDS, (cede_task *const *tasks, int n), tasks, n);
