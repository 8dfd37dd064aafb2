/* group_core.h: what the end of a task tells its group. */
#ifndef CEDE_GROUP_CORE_H
#define CEDE_GROUP_CORE_H

#include "task_core.h"

/* Failures that an isolating group keeps: enough to see a pattern. */
enum { CEDE__FAILURES_KEPT = 16 };

void cede__group_init(cede_group *g, cede_loop *l, cede_task *owner);

/* Whether one more failed task stays for cede_group_errors. */
int cede__group_keeps_failure(const cede_group *g);

/* Records a failure and does what the group says: cancels the siblings and signals the
 * block, or reports it. */
void cede__group_fail(cede_group *g, int error, const char *function);

/* The same for a spawn that gave no task. */
void cede__group_fail_spawn(cede_group *g, int error, const char *function);

/* One task less runs: wakes who waits for that. */
void cede__group_less(cede_group *g);

/* The same; mostly nobody waits. */
static inline void cede__group_task_ended(cede_group *g)
{
    if (g->waits || !cede__ring_empty(&g->room))
        cede__group_less(g);
}

#endif
