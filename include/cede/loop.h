/* loop.h: what runs tasks: a ready queue, timers, and a clock that others provide.
 *
 * cede_run and cede_main make a loop for one call; the rest is for programs that
 * want their own memory or their own report of failures. A loop belongs to the
 * thread that made it. */
#ifndef CEDE_LOOP_H
#define CEDE_LOOP_H

#include <cede/frame.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Where a loop's blocks come from: tasks, and frames of recursive, boxed and
 * pointer awaits.
 *
 *   lifetime   it is copied; ctx outlives the loop */
typedef struct cede_allocator {
    void *(*get)(void *ctx, size_t size);               /* null: no memory */
    void (*put)(void *ctx, void *block, size_t size);   /* size: as it was asked for */
    void *ctx;
} cede_allocator;

/* Called when a detached task or a task of an isolating group has failed, when there was no
 * memory for a detached one, and when the handle of a failed one of the loop's own tasks is
 * released before anybody has looked: joined it, asked for its result, or was called back.
 *
 *   function   its name
 *   error      a negative errno
 *   context    the loop's thread, between steps: it may wake, spawn, cancel */
typedef void cede_error_handler(void *ctx, const char *function, int error);

/* The loop that runs in this thread; null: none. */
cede_loop *cede_loop_current(void);

/* Replaces the error handler; the first one prints a line.
 *
 *   handler    null: failures are dropped
 *   context    the loop's thread */
void cede_loop_on_error(cede_loop *l, cede_error_handler *handler, void *ctx);

/* Of cede_run and cede_main: makes a loop, then the call is armed and made, then the
 * loop runs it to its end. */
void cede__run_begin(void);
int cede__run_end(void);        /* the main task's outcome */
int cede__main_end(void);       /* the same as an exit status; prints a failure */

#ifdef __cplusplus
}
#endif
#endif
