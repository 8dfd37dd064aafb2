/* host.h: the loop of a program that runs under an operating system.
 *
 * Most programs need nothing of this: cede_main and cede_run make a loop for one call
 * and close it. It is for those that choose the loop's memory, clock or mechanism,
 * that run several calls on one loop, or one loop per thread:
 *
 *     cede_loop *loop;
 *     int err = cede_loop_new(&loop, &(cede_loop_config){ .selector = "poll" });
 *     if (err < 0)
 *         return err;
 *     err = cede_loop_run(loop, serve(7000));
 *     cede_loop_free(loop);
 *
 * A loop belongs to one thread at a time; only what ends in _threadsafe (task.h, isr.h) may
 * touch it from another. */
#ifndef CEDE_HOST_H
#define CEDE_HOST_H

#include <cede/executor.h>
#include <cede/keywords.h>
#include <cede/loop.h>
#include <cede/tasks.h>
#include <cede/time.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- what a loop is made of -------------------------------------------------------------- */

/* All of it is for one loop, where cede_loop_new is given it; or for all loops that are made
 * without, cede_run's and cede_main's among them, where it is the process's default
 * (cede_loop_set_defaults). All zero is what there is at first.
 *
 *   lifetime   it is copied; what it points to outlives the loop */
typedef struct cede_loop_config cede_loop_config;
struct cede_loop_config {
    /* How descriptors are waited for: "epoll", "poll". Null: what CEDE_SELECTOR says
     * in the environment, and without it the best that the machine has. */
    const char *selector;

    /* Where blocks come from. get null: the loop's own pool over malloc. */
    cede_allocator memory;

    /* A monotonic clock, read once a turn. Null: the machine's. */
    cede_time (*clock)(void *ctx);
    void *clock_ctx;

    /* What runs offloaded calls. Null: a pool of threads of the loop's own, which is made
     * with the first of them and gone with the loop. */
    cede_executor *executor;
    unsigned offload_threads;       /* of that pool, at most; 0: as executor.h says */

    /* So many calls may be with the executor at a time, those that wait for a thread
     * included; the tasks of others wait in line until one has ended, first come first.
     * 0: no limit. It keeps a loop from filling an executor that others use, too. */
    unsigned offload_limit;

    /* 1: SIGINT and SIGTERM are left alone. 0: where they have their default action,
     * the first of them cancels the main task, so that defers run, and the second
     * kills. */
    unsigned char leave_signals;

    /* Who hears of failures that nobody else does (loop.h). Null: a line on stderr. */
    cede_error_handler *on_error;
    void *on_error_ctx;

    /* What is told of the loop's tasks (instruments.h). Null: nothing. */
    struct cede_instruments *instruments;

    /* Makes the loop in place of cede_loop_new, which calls it: to count loops, to take one
     * that is there already, to give each thread another configuration. It is given this
     * one, and makes a loop of a copy without a factory. Null: nobody does.
     *
     *   returns    0 and a loop of cede_loop_new's, which cede_loop_free will free; or a
     *              negative errno */
    int (*factory)(cede_loop **out, const cede_loop_config *config, void *ctx);
    void *factory_ctx;
};

/* Makes `config` the default of this process. Loops that are there stay as they are.
 *
 *   config     null: all zero
 *   context    while no other thread makes a loop */
void cede_loop_set_defaults(const cede_loop_config *config);

/* The default of this process: to change a member of it, or to make one loop that differs
 * from the others in a member. */
cede_loop_config cede_loop_defaults(void);

/* Makes a loop.
 *
 *   out        written on success
 *   config     null: the process's default
 *   returns    0; -EINVAL: there is no selector of that name; -ENOMEM, -EMFILE, -ENFILE;
 *              what the factory gives
 *   owns       on success the caller owns *out, until cede_loop_free */
int cede_loop_new(cede_loop **out, const cede_loop_config *config);

/* Frees a loop. A task that is left, as cede_loop_run_forever may leave some, stops the
 * program: cede_loop_close ends them.
 *
 *   l          null: nothing happens
 *   context    not while it runs */
void cede_loop_free(cede_loop *l);

/* Runs a call as the main task of a loop to its end, then cancels and awaits all other
 * tasks of the loop: what was detached, and what cede_loop_start has started before. A
 * loop may run one call after another.
 *
 *   call       an async call
 *   returns    its int result, 0 for void and others; why it was unwound, -ECANCELED
 *              after SIGINT or SIGTERM; -ENOMEM
 *   context    outside of tasks, in the one thread that uses the loop */
#define cede_loop_run(l, ...) \
    CEDE__ARMED((cede__host_begin(l), 0), cede__host_end(), 0, 0, 0, CEDE__ARM_RUN, (__VA_ARGS__))
void cede__host_begin(cede_loop *l);
int cede__host_end(void);

/* ---- runs that have no main task ------------------------------------------------------ */

/* A program that is more than one call, or none, starts what it wants, lets the loop run
 * until somebody says stop, and closes it:
 *
 *     cede_loop_start(loop, serve(7000));
 *     cede_loop_start(loop, watch("config"));
 *     err = cede_loop_run_forever(loop);
 *     cede_loop_close(loop);
 *     cede_loop_free(loop);
 */

/* Starts a call as a task of the loop itself, as detach does, from outside of the loop;
 * it takes its first step when that runs.
 *
 *   call       an async call
 *   returns    0, -ENOMEM
 *   context    outside of tasks, in the one thread that uses the loop */
#define cede_loop_start(l, ...) \
    CEDE__ARMED((cede__host_enter(l), 0), cede__host_started(), 0, 0, 0, CEDE__ARM_SPAWN, (__VA_ARGS__))
void cede__host_enter(cede_loop *l);
int cede__host_started(void);

/* Runs what was started, and what that starts, until cede_loop_stop. What is there then
 * stays, and goes on with the loop's next run.
 *
 *   returns    0; -ECANCELED after SIGINT or SIGTERM; why it could not begin
 *   context    outside of tasks, in the one thread that uses the loop */
int cede_loop_run_forever(cede_loop *l);

/* Ends the loop's run, or if there is none, its next one: cede_loop_run_forever returns
 * after that turn, and what cede_loop_run runs is cancelled.
 *
 *   l          stays until this has returned
 *   context    any thread */
void cede_loop_stop(cede_loop *l);

/* Cancels all tasks of the loop and runs it until they have ended. It can be used anew.
 *
 *   context    outside of tasks, in the one thread that uses the loop */
void cede_loop_close(cede_loop *l);

/* ---- from loop to loop ----------------------------------------------------------------- */

/* Several loops share work by calls (call.h, cede_call_soon_threadsafe), which go one way,
 * or with this, which waits for a result:
 *
 *     struct lookup l = { .name = "example.org" };
 *     int err = await(cede_loop_await(resolver, look_up, &l));
 */

/* Runs an async function on another loop, in its thread, and waits for the result.
 *
 *   loop       runs until this has ended; may be the task's own
 *   f          called as a task of that loop itself
 *   arg        stays valid until this has ended
 *   returns    f's int result, or why it was unwound there; -ENOMEM
 *   suspends   always
 *   cancel     is passed on: f is cancelled, and then waited for, since it uses arg.
 *              Where it has a result all the same, that is what this gives
 *   owns       nothing
 *   context    task */
CEDE__FRAME cede_loop_await__args { cede_state cede__state; cede_loop *loop; int (*f)(void *arg); void *arg; };
CEDE__FRAME cede_loop_await__frame {
    cede_state cede__state;
    uint8_t settled;                /* f has ended, or this side wants it to: who is first */
    uint8_t ended, stopped;         /* the other side's: f has, and has been told to */
    int result;
    int (*f)(void *arg);
    void *arg;
    cede_loop *home;
    cede_task *waits, *runs;
    cede_task_callback at_end;
    cede_waker way, stop;           /* there and back; to the other side, with a cancel */
};
CEDE__LEAF(int, cede_loop_await);
cede_async int cede_loop_await(cede_loop *loop, int (*f)(void *arg), void *arg);

/* ---- inside another loop ---------------------------------------------------------------- */

/* A program that has a loop already, of a window system or of libuv, runs a cede_loop as a
 * part of it. The other loop waits until cede_loop_fd is readable, but not longer than
 * cede_loop_timeout, and calls cede_loop_dispatch; it asks for the timeout anew each time
 * before it waits. examples/libuv_loop.c does so. */

/* A descriptor that is readable while dispatch would find something to do, but for what
 * cede_loop_timeout tells. Only to be waited for.
 *
 *   returns    it; -EOPNOTSUPP: the selector "poll" has none
 *   owns       nothing: it is the loop's */
int cede_loop_fd(const cede_loop *l);

/* How long the loop has nothing to do unless its descriptor says so.
 *
 *   returns    0: it has something to do now; CEDE_FOREVER: no deadline
 *   context    the one thread that uses the loop */
cede_duration cede_loop_timeout(cede_loop *l);

/* One turn: does what is due and ready, without waiting.
 *
 *   context    outside of tasks, in the one thread that uses the loop */
void cede_loop_dispatch(cede_loop *l);

/* ---- asking --------------------------------------------------------------------------- */

/* What waits for descriptors in this loop: "epoll", "poll". */
const char *cede_loop_selector(const cede_loop *l);

/* Turns and waits for descriptors since it was made: for tests and statistics.
 *
 *   turns      each steps what was ready, at most once per task
 *   waits      of these so many asked the kernel which descriptors are ready */
typedef struct cede_loop_counts { unsigned long turns, steps, waits; } cede_loop_counts;
cede_loop_counts cede_loop_count(const cede_loop *l);

/* ---- descriptors -------------------------------------------------------------------- */

/* A descriptor that a loop watches, as it lies in a cede_listener. Its members are the
 * library's. */
typedef struct cede_fd {
    int fd;                         /* -1: none */
    unsigned slot;                  /* the selector's */
    cede_task *reader, *writer;     /* who waits; null: nobody */
    unsigned char ready, flags;
} cede_fd;

#ifdef __cplusplus
}
#endif
#endif
