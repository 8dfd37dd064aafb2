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

static cede_task *main_task(const cede_fn *fn)
{
    cede_loop *l = cede__self.loop;
    if (!l)
        return NULL;            /* it could not be made; who made it knows why */
    l->main = cede__spawn_kept(NULL, fn);
    return l->main;
}

static cede_task *make_task(const cede__arm *a, const cede_fn *fn)
{
    switch (a->kind) {
    case CEDE__ARM_RUN: return main_task(fn);
    case CEDE__ARM_STATIC: return cede__spawn_static(a->into, fn);
    case CEDE__ARM_KEEP: return cede__spawn_kept(a->group, fn);
    default: return a->into ? cede__spawn_into(a->group, fn, a->into, a->into_size) : cede__spawn(a->group, fn);
    }
}

static int is_boxed(const cede__arm *a)
{
    return a->kind == CEDE__ARM_BOX || a->kind == CEDE__ARM_ITER;
}

/* An arm of an await through a pointer is only for the function that is called, not
 * for one that an ordinary function calls in its place. */
static cede__arm *top_arm(const cede_fn *fn)
{
    cede__arm *a = cede__self.armed;
    if (!a || (is_boxed(a) && a->plain != fn->plain))
        cede__stop(fn->name, " (", fn->file, ") was called without ",
                   fn->flags & CEDE__ITER ? "await_each" : "await or spawn", (char *)0);
    if (fn->flags & CEDE__ITER && a->kind != CEDE__ARM_ITER)
        cede__stop(fn->name, " (", fn->file, ") is a generator: await_each goes over its values", (char *)0);
    if (!(fn->flags & CEDE__ITER) && a->kind == CEDE__ARM_ITER)
        cede__stop(fn->name, " (", fn->file, ") is no generator, but await_each was to go over it", (char *)0);
    return a;
}

void *cede__enter(const cede_fn *fn)
{
    cede__arm *a = top_arm(fn);
    cede__self.armed = a->outer;
    a->claimed = 1;
    if (is_boxed(a)) {
        cede_box *b = cede__box_new(cede__self.task, fn);
        a->made = b;
        return b ? cede__box_frame(b) : NULL;
    }
    cede__self.claimed = a;
    a->made = make_task(a, fn);
    return a->made ? (cede_task *)a->made + 1 : NULL;
}

/* ---- what became of it -------------------------------------------------------------------- */

static const cede__arm *take_claimed(void)
{
    const cede__arm *a = cede__self.claimed;
    cede__self.claimed = NULL;
    if (!a)
        cede__stop("spawn, detach or run of a function that is not async", (char *)0);
    return a;
}

int cede__spawned(void)
{
    const cede__arm *a = take_claimed();
    if (a->made)
        return 0;
    return a->kind == CEDE__ARM_STATIC ? -EBUSY : cede__spawn_error();
}

int cede__spawned_or_fail(void)
{
    return take_claimed()->made ? 0 : cede__spawn_lost();
}

cede_task *cede__spawned_task(void)
{
    return take_claimed()->made;
}

cede_task *cede_current(void)
{
    return cede__self.task;
}
