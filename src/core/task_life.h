/* task_life.h: a task's beginning and end, for the rest of the core. */
#ifndef CEDE_TASK_LIFE_H
#define CEDE_TASK_LIFE_H

#include "task_core.h"

/* Makes a ready task of g, last in its order; null: no memory.
 *
 *   flags      CEDE__KEPT, CEDE__EXTENDED */
cede_task *cede__task_new(const cede_fn *fn, cede_group *g, unsigned flags);

/* The same in a block of the caller's; stops where it is too small. Null: the task that
 * is in it runs. */
cede_task *cede__task_new_in(void *block, unsigned size, const cede_fn *fn, cede_group *g);

/* What run.c calls when its function has ended. */
void cede__task_ended(cede_task *t, cede_status s);

/* Unlinks one that has ended from its group and frees it, at once or when it leaves
 * the ready queue. */
void cede__task_drop(cede_task *t);

/* Of one that has ended: its number (0 where it has none), or why it was unwound. */
int cede__task_outcome(cede_task *t);

#endif
