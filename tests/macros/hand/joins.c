/* Handles: tasks that are joined, cancelled and released. */
#include <cede/macros.h>
#include "twin.h"

CEDE_FRAME(task, int n; int ms; cede_hold cleanup;);
CEDE_DEFINE(task, cede_sleep);
CEDE_ASYNC(task)
{
    CEDE_BEGIN;
    CEDE_AWAIT(cede_sleep, cede_ms(f->ms));
CEDE_CLEANUP:
    event("task %d: %d", f->n, CEDE_LEAVING);
    CEDE_RETURN(f->n);
    CEDE_END;
}

CEDE_FRAME(joins, int first; int second; cede_task *a; cede_task *b; cede_group g;);
CEDE_DEFINE(joins, cede_join);
CEDE_ASYNC(joins)
{
    CEDE_BEGIN;
    f->first = 0;
    f->second = 0;
    CEDE_GROUP (f->g) {
        f->a = CEDE_SPAWN_TASK(&f->g, task, .n = 1, .ms = 3);
        f->b = CEDE_SPAWN_TASK(&f->g, task, .n = 2, .ms = 50);
        cede_task_release(CEDE_SPAWN_TASK(&f->g, task, .n = 3, .ms = 6));
        if (!f->a || !f->b)
            break;
        CEDE_AWAIT_INTO(f->first, cede_join, .task = f->a);
        event("joined %d", f->first);
        cede_task_cancel(f->b, -EINTR);
        CEDE_AWAIT_INTO(f->second, cede_join, .task = f->b);
        CEDE_AWAIT(cede_join, .task = f->a);
        event("joined %d, again %d", f->second, CEDE_RESULT(cede_join));
    } CEDE_FAILED (f->g) {
        CEDE_RETURN(cede_group_error(&f->g));
    } CEDE_GROUP_END (f->g);
    if (!f->a || !f->b)
        CEDE_RETURN(-ENOMEM);
    CEDE_RETURN(f->first + f->second);
    CEDE_END;
}

TWIN(hand_joins, CEDE_CALL(joins));
