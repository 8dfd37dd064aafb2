/* debug.h: what a program's tasks are doing.
 *
 * Where a task waits is read from its frames and the descriptions of its functions when
 * it is asked for; until then it costs nothing. docs/debugging.md shows all of it.
 *
 * Freestanding but for cede_write_file and debug mode; everything runs on the loop's thread. */
#ifndef CEDE_DEBUG_H
#define CEDE_DEBUG_H

#include <cede/frame.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Where reports go, piece by piece: a piece is less than a line or ends one. It calls
 * nothing of the library. */
typedef void cede_writer(void *ctx, const char *text);

/* A writer to the FILE * that is its ctx (hosted). */
void cede_write_file(void *file, const char *text);

/* Writes a line for each task that has not ended, those of its groups indented below it:
 * its number in this tree, the chain of awaits with file and line of each, and whom it
 * waits for.
 *
 *     #1 serve (server.c:31): waits for its group
 *       #2 client (server.c:12) > ask (server.c:5) > cede_mutex_lock: waits for #3
 *       #3 client (server.c:14) > cede_sleep, 250 ms left
 *
 * Lines are those of the last await; under CEDE_NO_INTROSPECTION there are none. Of calls
 * through boxes the innermost 8 are shown.
 *
 *   t          null: all tasks of this thread's loop, if there is one; else t and what is
 *              below it
 *   context    task, or the loop's thread */
void cede_task_dump(const cede_task *t, cede_writer *write, void *ctx);

/* Where a task is suspended: of the functions on its chain of awaits, the innermost one of
 * the program's own, and the line of its await there.
 *
 *   returns    line 0: it has taken no step yet, has ended, or this is not known. Of the
 *              task that runs, where the outermost function has awaited last */
typedef struct cede_where { const char *function, *file; unsigned line; } cede_where;
cede_where cede_task_where(const cede_task *t);

/* Looks for tasks that wait for each other: each for a mutex, a once or a lock that
 * another one has, for its end, or for the ends of a group's tasks. A deadline on the way
 * makes it no deadlock, for it will end the wait; a cancel would end it, too. Writes
 * each cycle there is.
 *
 *   write      null: nothing is written
 *   returns    how many tasks wait so, those that wait for one of a cycle included; 0:
 *              none, or there is no loop
 *   context    task, or the loop's thread */
unsigned cede_deadlock_check(cede_writer *write, void *ctx);

/* ---- debug mode (hosted) --------------------------------------------------------------- */

/* All zero is what CEDE_DEBUG=1 in the environment sets. */
typedef struct cede_debug_config {
    cede_duration slow;         /* a step that takes longer is reported; 0: 100 ms */
    cede_writer *write;         /* where reports go; null: stderr */
    void *ctx;
} cede_debug_config;

/* Debug mode of a loop, from its next turn on. With CEDE_DEBUG=1 in the environment every
 * loop of cede_run, cede_main and cede_loop_new begins with it, and CEDE_DEBUG_SLOW_MS
 * says what a slow step is. docs/debugging.md lists what is reported.
 *
 *   config     null: all zero
 *   returns    0; -EALREADY: it is on; -ENOMEM
 *   context    task, or the loop's thread */
int cede_debug_start(cede_loop *l, const cede_debug_config *config);

/* Ends it; nothing happens where it is not on.
 *
 *   context    task, or the loop's thread; not in instruments' functions */
void cede_debug_stop(cede_loop *l);

#ifdef __cplusplus
}
#endif
#endif
