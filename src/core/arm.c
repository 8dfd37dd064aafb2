/* arm.c: calls through the plain symbol.
 *
 * spawn, cede_run and an await through a pointer push an arm, then call the plain
 * symbol, which claims the innermost arm and gets the place for its arguments. An
 * argument that spawns pushes and claims its own first, so arms nest like calls.
 * Always:
 *   1. an arm lies in the C frame of who pushed it, and is off the stack before that
 *      returns;
 *   2. `claimed` is the arm of the last call that made a task, until its spawn has
 *      asked for it.
 * Runs on the loop's thread. Allocates tasks and boxes. */
#include "check.h"
#include "group_core.h"
#include "self.h"
#include "task_life.h"

void cede__arm_push(cede__arm *a)
{
    a->outer = cede__self.armed;
    cede__self.armed = a;
}

int cede__arm_claimed(cede__arm *a)
{
    if (!a->claimed)
        cede__self.armed = a->outer;
    return a->claimed;
}

/* ---- claiming -------------------------------------------------------------------------- */

static cede_group *group_of(const cede__arm *a)
{
    cede_loop *l = cede__self.loop;
    CEDE_CHECK(l, "a task can be started only where a loop runs");
    CEDE_CHECK(!a->group || a->group->loop == l, "spawn into a group of another thread's loop");
    return a->group ? a->group : &l->tasks;
}

/* The group's limit; cede__spawned works out the same again for its answer. */
static int full(const cede_group *g)
{
    return g->limit && g->running >= g->limit;
}

static cede_task *spawn_task(const cede__arm *a, const cede_fn *fn, unsigned flags)
{
    cede_group *g = group_of(a);
    cede_task *t;
    if (full(g))
        return NULL;
    t = cede__task_new(fn, g, flags | (a->into ? CEDE__EXTENDED : 0u));
    if (t && a->into) {
        cede__extra(t)->into = a->into;
        cede__extra(t)->into_size = a->into_size;
    }
    return t;
}

static cede_task *main_task(const cede__arm *a, const cede_fn *fn)
{
    cede_task *t;
    if (!cede__self.loop)
        return NULL;            /* it could not be made; who made it knows why */
    t = spawn_task(a, fn, CEDE__KEPT | CEDE__EXTENDED);
    cede__self.loop->main = t;
    return t;
}

static cede_task *make_task(const cede__arm *a, const cede_fn *fn)
{
    if (a->kind == CEDE__ARM_RUN)
        return main_task(a, fn);
    if (a->kind == CEDE__ARM_STATIC)
        return cede__task_new_in(a->into, a->into_size, fn, group_of(a));
    return spawn_task(a, fn, a->kind == CEDE__ARM_KEEP ? CEDE__KEPT | CEDE__EXTENDED : 0u);
}

/* An arm of an await through a pointer is only for the function that is called, not
 * for one that an ordinary function calls in its place. */
static cede__arm *top_arm(const cede_fn *fn)
{
    cede__arm *a = cede__self.armed;
    if (!a || (a->kind == CEDE__ARM_BOX && a->plain != fn->plain))
        cede__stop(fn->name, " (", fn->file, ") was called without await or spawn", (char *)0);
    return a;
}

void *cede__enter(const cede_fn *fn)
{
    cede__arm *a = top_arm(fn);
    cede__self.armed = a->outer;
    a->claimed = 1;
    if (a->kind == CEDE__ARM_BOX) {
        cede_box *b = cede__box_new(cede__self.task, fn);
        a->made = b;
        return b ? cede__box_frame(b) : NULL;
    }
    cede__self.claimed = a;
    a->made = make_task(a, fn);
    return a->made ? (cede_task *)a->made + 1 : NULL;
}

/* ---- what became of it -------------------------------------------------------------------- */

/* Tasks of a group that was cancelled begin cancelled: only now are their arguments
 * written. */
static cede__arm *take_claimed(void)
{
    cede__arm *a = cede__self.claimed;
    cede_task *t;
    cede__self.claimed = NULL;
    if (!a)
        cede__stop("spawn, detach or run of a function that is not async", (char *)0);
    t = a->made;
    if (t && t->group->cancelled)
        cede__task_cancel(t, -ECANCELED, NULL);
    return a;
}

static int error_of(const cede__arm *a)
{
    if (a->made)
        return 0;
    if (a->kind == CEDE__ARM_STATIC)
        return -EBUSY;
    return full(group_of(a)) ? -EAGAIN : -ENOMEM;
}

int cede__spawned(void)
{
    return error_of(take_claimed());
}

int cede__spawned_or_fail(void)
{
    cede__arm *a = take_claimed();
    int error = error_of(a);
    if (error)
        cede__group_fail_spawn(group_of(a), error, "spawn");
    return error;
}

cede_task *cede__spawned_task(void)
{
    return take_claimed()->made;
}

cede_task *cede_current(void)
{
    return cede__self.task;
}
