/* awaits.h: what a waiting task waits for. */
#ifndef CEDE_AWAITS_H
#define CEDE_AWAITS_H

#include "loop_core.h"

enum cede__awaits_kind {
    CEDE__AWAITS_NOTHING,       /* it runs, is ready, or has ended */
    CEDE__AWAITS_OUTSIDE,       /* a deadline, or something that is not the loop's, or not known */
    CEDE__AWAITS_ANY,           /* what any task of the loop may do */
    CEDE__AWAITS_TASK,          /* what only this task will do */
    CEDE__AWAITS_TASKS,         /* ends of those in the array */
    CEDE__AWAITS_GROUP,         /* the end of all tasks of the group */
    CEDE__AWAITS_ROOM           /* the end of one of them */
};

typedef struct cede__awaits {
    uint8_t kind;
    uint8_t one_is_enough;      /* of several tasks; else each of them is waited for */
    cede_task *task;
    cede_task *const *tasks;
    int n;
    const cede_group *group;
    cede_time until;            /* when a deadline or a sleep wakes it; CEDE_NEVER: none will */
} cede__awaits;

/* Between these two nothing runs, and only what is declared here is called: rings of
 * waiters are marked. */
void cede__awaits_begin(cede_loop *l);
void cede__awaits_end(cede_loop *l);

/* Of a task of the loop. */
cede__awaits cede__awaits_of(cede_loop *l, cede_task *t);

/* The tasks that are waited for and have not ended, one after the other; null: no more. A
 * place is zero before the first one. */
typedef struct cede__awaits_place { int i; cede_task *t; } cede__awaits_place;
cede_task *cede__awaits_next(const cede__awaits *a, cede__awaits_place *p);

#endif
