/* tasks.h: all tasks of a loop. */
#ifndef CEDE_CORE_TASKS_H
#define CEDE_CORE_TASKS_H

#include "loop_core.h"

typedef void cede__task_visit(void *ctx, cede_task *t, unsigned depth);

/* As cede_tasks_each, of any loop. */
void cede__tasks_each(const cede_loop *l, cede__task_visit *visit, void *ctx);

#endif
