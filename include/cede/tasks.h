/* tasks.h: asking about tasks, and waiting for several.
 *
 * Tasks are named by the handles of spawn_task. cede_join (task.h) waits for one.
 * Freestanding; everything runs on the loop's thread. */
#ifndef CEDE_TASKS_H
#define CEDE_TASKS_H

#include <cede/task.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- queries ----------------------------------------------------------------------- */

/* The numbers of a task's life in task.h. */
enum { CEDE_TASK_READY = 1, CEDE_TASK_RUNNING, CEDE_TASK_WAITING, CEDE_TASK_ENDED };

/*   returns    CEDE_TASK_… */
int cede_task_state(const cede_task *t);

/* What cede_join would give, without waiting.
 *
 *   t          a handle that is not released
 *   result     written where it has ended
 *   returns    0; -EAGAIN: it has not ended */
int cede_task_result(cede_task *t, CEDE_NOESCAPE int *result);

/* A function that is called when a task has ended.
 *
 *   lifetime   from cede_task_then until it is called; the caller's memory. The callback
 *              may free it */
typedef struct cede_task_callback cede_task_callback;
struct cede_task_callback {
    cede_waiter waiter;
    void (*call)(cede_task_callback *c, int result);
};

/* Has `c` called with what cede_join would give, in the order of those who join; at once
 * where the task has ended. It may wake, cancel, spawn and release the task.
 *
 *   t          a handle that is not released before
 *   c          call is filled in
 *   context    task, or the loop's thread; the callback runs between steps */
void cede_task_then(cede_task *t, cede_task_callback *c);

/* Takes `c` back: it will not be called, and its memory is the caller's again.
 *
 *   c          was given to cede_task_then, or is all zero
 *   returns    1; 0: it was called, or was taken back
 *   context    task, or the loop's thread; also in another callback of that task */
int cede_task_then_withdraw(cede_task_callback *c);

/* Calls `visit` for each task of this thread's loop that has not ended: those of the loop
 * itself in the order they were started, behind each one those of its groups, with a depth
 * that is larger by one.
 *
 *   visit      may not start or end tasks; it may cancel them
 *   context    task, or the loop's thread */
void cede_tasks_each(void (*visit)(void *ctx, cede_task *t, unsigned depth), void *ctx);

/* ---- several tasks ------------------------------------------------------------------ */

/* The arrays below hold handles of one group's tasks. Null ones are passed over, so that a
 * handle can be released and crossed out when it has been dealt with. The array stays, and
 * no handle in it is released, until the await has ended. Each end of a task of the group
 * costs a look at the array. */

enum { CEDE_WAIT_ALL, CEDE_WAIT_FIRST, CEDE_WAIT_FIRST_FAILED };

/* Waits until all have ended, or one, or one that has failed: its result is negative. The
 * others go on.
 *
 *   returns    the place of the first one in the array of which that is so; n: all have
 *              ended, and there is none (CEDE_WAIT_ALL: always)
 *   suspends   unless that is so
 *   cancel     takes effect here, unless that has come about; the tasks go on
 *   owns       nothing
 *   context    task, none of those */
CEDE__FRAME cede_wait__args { cede_state cede__state; cede_task *const *tasks; int n; int until; };
CEDE__FRAME cede_wait__frame { cede_waiter waiter; cede_task *const *tasks; int *results; int n, until, found, ended; };
CEDE__LEAF(int, cede_wait);
cede_async int cede_wait(cede_task *const *tasks, int n, int until);

/* Waits until all have ended, and gives their results in the order of the array. In a
 * group that is not CEDE_ISOLATE a failure cancels the others, and the group takes it from
 * there.
 *
 *   results    n of them are written, for null handles 0; stays until the await has ended
 *   returns    0; the first negative one of the results
 *   suspends   unless all have ended
 *   cancel     takes effect here, unless all have ended; the tasks go on
 *   owns       nothing
 *   context    task, none of those */
CEDE__FRAME cede_gather__args { cede_state cede__state; cede_task *const *tasks; int n; int *results; };
CEDE__FRAME cede_gather__frame { cede_waiter waiter; cede_task *const *tasks; int *results; int n, until, found; };
CEDE__LEAF(int, cede_gather);
cede_async int cede_gather(cede_task *const *tasks, int n, int *results);

/* Waits until one has ended, cancels the others and waits until they have ended, too.
 *
 *   returns    the place of the first one in the array that had ended; n: there was none
 *   suspends   unless all have ended
 *   cancel     takes effect here, also while the others unwind
 *   owns       nothing
 *   context    task, none of those */
CEDE__FRAME cede_race__args { cede_state cede__state; cede_task *const *tasks; int n; };
CEDE__FRAME cede_race__frame { cede_waiter waiter; cede_task *const *tasks; int *results; int n, until, found; };
CEDE__LEAF(int, cede_race);
cede_async int cede_race(cede_task *const *tasks, int n);

/* A generator: gives each task when it has ended, first those that have already.
 *
 *     await_each (cede_task *t, cede_as_completed(tasks, n)) {
 *         cede_task_result(t, &result);
 *         …
 *     }
 *
 *   tasks      each is crossed out (null) when it is given; those that are left when the
 *              loop is left were not
 *   suspends   while none of the rest has ended
 *   cancel     takes effect here; the tasks go on
 *   owns       nothing
 *   context    task, none of those */
CEDE__FRAME cede_as_completed__args { cede_state cede__state; cede_task *cede__yield; cede_task **tasks; int n; };
CEDE__FRAME cede_as_completed__frame {
    cede_state cede__state;
    cede_task *cede__yield;
    cede_task **tasks;
    int n;
    struct cede_wait__frame wait;
};
CEDE__LEAF(int, cede_as_completed);
cede_async_iter(cede_task *) cede_as_completed(cede_task **tasks, int n);

#ifdef __cplusplus
}
#endif
#endif
