/* task_life.h: a task's beginning (spawn.c) and end (task_life.c), for the rest of the core. */
#ifndef CEDE_TASK_LIFE_H
#define CEDE_TASK_LIFE_H

#include "deep.h"
#include "task_core.h"

/* What spawn.c and arm.c share. g null: the loop's own group; stops where it is another
 * loop's. */
cede_group *cede__spawn_group(cede_group *g);

/* As cede__spawn; the result goes to `into` when the task ends normally. */
cede_task *cede__spawn_into(cede_group *g, const cede_fn *fn, void *into, unsigned size);

/* As cede__spawn with g null, in a block of the caller's; stops where they are too small.
 * Null: a task runs in each. */
cede_task *cede__spawn_static(const cede_static *s, const cede_fn *fn);

/* A task's block. flags: CEDE__EXTENDED counts. */
static inline size_t cede__extra_size(unsigned flags)
{
    return flags & CEDE__EXTENDED ? sizeof (cede__task_extra) : 0;
}

static inline size_t cede__task_size(const cede_fn *fn, unsigned flags)
{
    return cede__extra_size(flags) + sizeof (cede_task) + cede__deep_of(fn);
}

/* What run.c calls when its function has ended. */
void cede__task_ended(cede_task *t, cede_status s);

/* Unlinks one that has ended from its group and frees it, at once or when it leaves
 * the ready queue. */
void cede__task_drop(cede_task *t);

/* Of one that has ended: its number (0 where it has none), or why it was unwound. */
int cede__task_outcome(cede_task *t);

/* Of one that has ended: whether that was asked. */
static inline int cede__task_seen(const cede_task *t)
{
    return !t->leaf;
}

/* Of one whose function has just ended and said s: what the outcome will be, and why it has
 * failed, 0: it has not. */
int cede__task_ending(cede_task *t, cede_status s);
int cede__task_failure(cede_task *t, cede_status s);

/* Of a joiner without a task: takes it out and calls it. The callback may release t. */
void cede__task_call(cede_task *t, cede_waiter *w, int outcome);

#endif
