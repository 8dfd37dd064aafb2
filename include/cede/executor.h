/* executor.h: blocking calls in other threads, and who provides the threads.
 *
 *     int n = await(offload(sha256_file(path, digest)));
 *
 * runs an ordinary function in a thread while other tasks of the loop go on. What it
 * takes and gives lies in the awaiting frame. The calls of a loop go to its executor,
 * by default a pool of threads of its own, which has no thread before the first
 * offload and is gone with the loop:
 *
 *     1 await ------------> in line            where offload_limit calls are out already
 *     1 await ------------> handed over        to the executor, which queues it
 *     2 in line ----------> handed over        another call of the loop has ended
 *     3 in line, queued --> withdrawn          the task was cancelled: it unwinds at once
 *     4 queued -----------> begun              in a thread: cede_job_run
 *     5 begun ------------> ended              the task is woken, cancelled or not, and has
 *                                              the result
 *
 * A call that has begun is waited for, since it writes into the frame. It may ask
 * cede_offload_cancelled() whether anybody still wants what it does.
 *
 * In the simulated loop (sim.h) there are no threads, and everything happens in the
 * same order each time. */
#ifndef CEDE_EXECUTOR_H
#define CEDE_EXECUTOR_H

#include <cede/frame.h>
#include <cede/loop.h>
#include <cede/task.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- the call ------------------------------------------------------------------------ */

/* A call on its way through an executor. Its members are the library's, but for the
 * last three.
 *
 *   lifetime   from submit until it has run or was withdrawn; the awaiting frame's */
typedef struct cede_job cede_job;
struct cede_job {
    cede_state state;
    uint8_t cancelled;              /* cede_offload_cancelled asks */
    uint8_t queued;                 /* the executor's: it is in its list */
    int error;
    void (*call)(void *arg);
    void *arg;
    cede_waker waker;               /* posted when it has run */
    cede_job *next, *prev;          /* the executor's, while it has the job */
};

/* Has call(arg) made in another thread. What `await(offload(f(x)))` is made of; for
 * functions by hand and for C++.
 *
 *   call       runs outside of any loop: it may block, and run a loop of its own; it
 *              does not touch this one
 *   arg        stays valid until this has ended
 *   returns    0: it was made; -ENOMEM, -EAGAIN: there is no thread, nor can one be
 *              started; -EOPNOTSUPP: this loop has no executor
 *   suspends   always, unless it fails
 *   cancel     before the call has begun it is withdrawn; then it is waited for, and 0
 *              is the result
 *   owns       nothing; the job lies in the awaiting frame
 *   context    task */
CEDE__FRAME cede_offload_call__args { cede_state cede__state; void (*call)(void *arg); void *arg; };
CEDE__FRAME cede_offload_call__frame { cede_job job; };
CEDE__LEAF(int, cede_offload_call);
cede_async int cede_offload_call(void (*call)(void *arg), void *arg);

/* Whether the task that awaits this call has been cancelled, or its deadline has passed.
 *
 *   returns    1; 0, also outside of offloaded calls
 *   context    the offloaded call's thread */
int cede_offload_cancelled(void);

/* ---- executors ------------------------------------------------------------------------- */

/* What hands jobs to threads. A program that has threads of its own writes these two
 * functions, and has each job run by cede_job_run:
 *
 *     loop.executor = &mine.executor;         in the loop's configuration
 *
 *   lifetime   outlives the loops that use it */
typedef struct cede_executor cede_executor;
struct cede_executor {
    /* Takes a job, which then runs once.
     *
     *   returns    0; -EAGAIN: not now: it is offered again when a call of the same loop
     *              has ended, and is an error where there is none; another negative
     *              errno: what the await gives
     *   context    the loop's thread; it does not wait */
    int (*submit)(cede_executor *e, cede_job *job);

    /* Gives a job back.
     *
     *   returns    1: it has not begun and will not; 0: it has begun, or has run
     *   context    the loop's thread */
    int (*withdraw)(cede_executor *e, cede_job *job);
};

/* Makes a job's call and tells its loop. Behind that the job may be gone.
 *
 *   context    any thread, once per job */
void cede_job_run(cede_job *job);

/* ---- the pool ---------------------------------------------------------------------------- */

/* All zero is what a loop's own pool is.
 *
 *   lifetime   it is copied */
typedef struct cede_executor_config {
    unsigned threads;           /* at most; 0: as many as processors, at least 4 */
    unsigned queue;             /* calls that wait for a thread, at most; those of others stay in line
                                 * with their loops, or where none of that loop's is out, give
                                 * -EAGAIN. 0: no limit */
    const char *name;           /* of its threads, "NAME-1" and so on, up to 15 bytes; null: "cede" */
    size_t stack_bytes;         /* of each; 0: what the system gives */
    cede_allocator memory;      /* get null: malloc */
} cede_executor_config;

/* Makes a pool of threads, for one loop or for several. A thread is started when a job
 * comes and all are busy, up to the limit; it blocks all signals. Jobs begin in the
 * order they come.
 *
 *   out        written on success
 *   config     null: all zero
 *   returns    0, -ENOMEM
 *   owns       on success the caller owns *out, until cede_executor_free
 *   context    any thread */
int cede_executor_new(cede_executor **out, const cede_executor_config *config);

/* Ends its threads, and waits until they have.
 *
 *   e          of cede_executor_new, with no job and no loop; null: nothing happens
 *   context    any thread but its own */
void cede_executor_free(cede_executor *e);

/* Threads that it has started. */
unsigned cede_executor_threads(const cede_executor *e);

#ifdef __cplusplus
}
#endif
#endif
