/* loop_core.c: the order of a turn, and a loop's beginning and end.
 *
 * Runs on the loop's thread. Allocates with the loop's memory. */
#include <cede/group.h>
#include "check.h"
#include "group_core.h"
#include "loop_core.h"
#include "run.h"
#include "self.h"
#include "task_life.h"
#include "timers.h"
#include "waker.h"

CEDE__THREAD_LOCAL struct cede__self cede__self;

/* What the layout promises: figures in the README and sums in generated code. */
_Static_assert(sizeof (cede_task) % CEDE_FRAME_ALIGN == 0, "frames follow a task");
_Static_assert(sizeof (cede_box) % CEDE_FRAME_ALIGN == 0, "frames follow a box");
_Static_assert(sizeof (cede__task_extra) % CEDE_FRAME_ALIGN == 0, "a task follows its extra");
_Static_assert(offsetof(cede_task, next_ready) == 0, "the queue's end is a task");
_Static_assert(offsetof(cede_box, scope) == 0, "a box is found by its scope");
#if defined(__x86_64__) && defined(__LP64__)
_Static_assert(sizeof (cede_task) == 72, "a task is 72 bytes");
#ifndef CEDE_TIMER_HEAP
_Static_assert(cede_sleep__deep == 40, "a sleep is 40 bytes");
#endif
#endif

/* ---- the turn ------------------------------------------------------------------------ */

void cede__loop_turn(cede_loop *l)
{
    l->turns++;
    l->ops->idle(l, l->ready.first || l->firing ? l->now : cede__timers_next(l));
    l->now = l->ops->clock(l);
    cede__posted_fire(l);
    cede__timers_expire(l);
    l->run(l);
    cede__self.task = NULL;
}

void cede__loop_run_main(cede_loop *l)
{
    while (l->main && !(l->main->flags & CEDE__ENDED))
        cede__loop_turn(l);
}

/* The queue too must be empty: who has ended with a wake outstanding is freed there. */
void cede__loop_finish(cede_loop *l)
{
    cede_group_cancel(&l->tasks);
    while (l->tasks.running || l->ready.first)
        cede__loop_turn(l);
    l->tasks.cancelled = 0;     /* the loop may run another call */
}

int cede__loop_outcome(cede_loop *l)
{
    cede_task *t = l->main;
    int outcome;
    l->main = NULL;
    if (!t)
        return -ENOMEM;
    outcome = cede__task_outcome(t);
    cede_task_release(t);
    return outcome;
}

const char *cede__loop_main_name(const cede_loop *l)
{
    return l->main ? cede_task_name(l->main) : NULL;
}

/* ---- beginning --------------------------------------------------------------------------- */

static void say_failure(void *ctx, const char *function, int error)
{
    char number[CEDE__DECIMAL];
    (void)ctx;
    cede__say(function, " failed: ", cede__decimal(number, error), (char *)0);
}

void cede__loop_init(cede_loop *l, const cede__loop_ops *ops, cede_allocator memory)
{
    memset(l, 0, sizeof *l);
    l->ops = ops;
    l->ready.end = &l->ready.first;
    l->run = cede__runner(ops);
    l->memory = memory;
    l->on_error = say_failure;
    cede__group_init(&l->tasks, l, NULL);
    l->now = ops->clock(l);
}

cede_loop *cede__loop_enter(cede_loop *l)
{
    cede_loop *before = cede__self.loop;
    cede__self.loop = l;
    cede__self.armed = cede__self.claimed = NULL;
    return before;
}

cede_loop *cede_loop_current(void)
{
    return cede__self.loop;
}

/* ---- failures -------------------------------------------------------------------------------- */

void cede_loop_on_error(cede_loop *l, cede_error_handler *handler, void *ctx)
{
    l->on_error = handler;
    l->on_error_ctx = ctx;
}

void cede__report(cede_loop *l, const char *function, int error)
{
    if (l->on_error)
        l->on_error(l->on_error_ctx, function, error);
}
