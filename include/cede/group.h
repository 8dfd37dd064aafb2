/* group.h: what a group's block may ask and tell its group.
 *
 *     group (g) {
 *         cede_group_limit(g, 100);
 *         …
 *         if (spawn(g, serve(c)) == -EAGAIN)
 *             await(cede_group_room(g));
 *     } else {
 *         return cede_group_error(g);
 *     }
 *
 * A cede_group lies in the frame of its block and lives as long as the block with
 * its else part. Freestanding; everything runs on the loop's thread. */
#ifndef CEDE_GROUP_H
#define CEDE_GROUP_H

#include <cede/debug.h>
#include <cede/frame.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Said in the block's head: group (g, CEDE_ISOLATE). A task that fails is recorded
 * and reported to the loop's error handler, and its siblings go on. */
enum { CEDE_ISOLATE = 1 };

/* Cancels the group's tasks in the order they were spawned, and those that are
 * spawned later; the block itself goes on. No failure comes of it.
 *
 *   context    task, or the loop's thread */
void cede_group_cancel(cede_group *g);

/* At most `limit` tasks at a time: spawn gives -EAGAIN above that. 0: no limit.
 *
 *   limit      may be set at any time; tasks that run are left alone */
void cede_group_limit(cede_group *g, unsigned limit);

/* Tasks of the group that have not ended. */
unsigned cede_group_running(const cede_group *g);

/* The first failure.
 *
 *   returns    a negative errno; 0: none */
int cede_group_error(const cede_group *g);

/* How many tasks have failed, spawns included that gave none and whose value was not used. */
unsigned cede_group_failures(const cede_group *g);

/* The errors of those that are kept, in the order the tasks ended; then of the first spawn
 * that gave none. An isolating group keeps its first 16, so that one that serves for years
 * stays small.
 *
 *   errors     the first `max` of them are stored here; may be null with max 0
 *   returns    how many are kept; cede_group_failures has the number of all */
unsigned cede_group_errors(const cede_group *g, CEDE_NOESCAPE int *errors, unsigned max);

/* The same, with what is known of each.
 *
 *   lifetime   of task: until its group's block, with the else part, is left */
typedef struct cede_failure {
    const cede_task *task;      /* null: a spawn that gave none */
    const char *function;
    int error;
    cede_where where;           /* where it has awaited last; line 0: not known. The loop must
                                 * have instruments for that (hosted), or debug mode */
} cede_failure;
unsigned cede_group_failed(const cede_group *g, CEDE_NOESCAPE cede_failure *failures, unsigned max);

/* Waits until spawn would not meet the limit.
 *
 *   returns    0
 *   suspends   unless there is room
 *   cancel     takes effect here
 *   owns       nothing
 *   context    task */
CEDE__FRAME cede_group_room__args { cede_state cede__state; cede_group *group; };
CEDE__FRAME cede_group_room__frame { cede_waiter waiter; cede_group *group; };
CEDE__LEAF(int, cede_group_room);
cede_async int cede_group_room(cede_group *group);

#ifdef __cplusplus
}
#endif
#endif
