/* task.h: tasks, and the operations that only need a loop: sleep, yield, join.
 *
 * A task is one async call that runs by itself. Its life:
 *
 *     spawn, detach, cede_run                         (cede__enter makes it)
 *        1 ready -- its turn comes -------> 2 running
 *        2 running -- an await waits -----> 3 waiting
 *        3 waiting -- cede_wake ----------> 1 ready
 *        2 running -- its function ends --> 4 ended
 *     spawn_task's stays until it is released or its group's block is left, a failed
 *     one until the block is left; all others are gone at 4.
 *
 * Freestanding. Everything here runs on the loop's thread but for the two wakers'
 * forms that say otherwise. */
#ifndef CEDE_TASK_H
#define CEDE_TASK_H

#include <cede/frame.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- tasks ------------------------------------------------------------------- */

/* The task whose step runs.
 *
 *   returns    null outside of tasks
 *   context    any of a loop's thread */
cede_task *cede_current(void);

/* The name of the task's function. */
const char *cede_task_name(const cede_task *t);

/* Asks a task to unwind: the await that it waits in ends without a result, its
 * defers run, and it ends. It is not stepped here but in a later turn. Only the
 * first call counts.
 *
 *   t          has not been released
 *   reason     a negative errno for cede_leaving() and cede_join(); 0: -ECANCELED
 *   context    task, or the loop's thread */
#define cede_task_cancel(t, reason) cede__task_cancel((t), (reason), CEDE__HERE)
void cede__task_cancel(cede_task *t, int reason, const char *place);

/* Why it was cancelled: the reason of the first cede_task_cancel. It stays: each await that
 * would have to wait unwinds until the task has ended.
 *
 *   returns    a negative errno; 0: it was not, or it has ended (then cede_task_result says
 *              how) */
int cede_task_cancelled(const cede_task *t);

/* Where that was: "file.c:12". Known of tasks that somebody has, or had, a handle of; and
 * of those that were cancelled by cede_task_cancel, not with their group.
 *
 *   returns    null: not known, or it was not cancelled */
const char *cede_task_cancelled_at(const cede_task *t);

#ifdef CEDE_NO_INTROSPECTION
#define CEDE__HERE ((const char *)0)
#else
#define CEDE__HERE __FILE__ ":" CEDE__TEXT(__LINE__)
#define CEDE__TEXT(x) CEDE__TEXT_(x)
#define CEDE__TEXT_(x) #x
#endif

/* Gives back the handle of spawn_task; the task goes on without it.
 *
 *   t          null: nothing happens
 *   context    task, or the loop's thread */
void cede_task_release(cede_task *t);

/* Makes a waiting task ready; once, however often it is called before its step.
 * For the writers of operations: a step that was resumed looks again at what it
 * waits for.
 *
 *   context    task, or the loop's thread */
void cede_wake(cede_task *t);

/* Whether a computation should stop: the signal that the next await which has to
 * wait would unwind for. Compares deadlines with the clock, so it sees one that has
 * passed since the task was resumed. 0 for what a shield or a defer holds back.
 *
 *   returns    0, or a negative errno: -ECANCELED, -ETIMEDOUT, …
 *   context    task */
int cede_cancel_pending(void);

/* Moves the deadline of the innermost `within` block that this task is in, its caller's too.
 *
 *   deadline   in the past: as if it had passed now; CEDE_NEVER: none any more
 *   returns    0; -ENOENT: there is no such block; -ETIMEDOUT: its deadline has passed
 *   context    task */
int cede_deadline_set(cede_time deadline);

/* In a defer: why the block is left; 0 when it is left normally. cedec replaces it
 * there; anywhere else it is 0. */
int cede_leaving(void);

/* ---- operations ------------------------------------------------------------------ */

/* Waits for `duration` while other tasks run.
 *
 *   duration   zero or less: gives way once; CEDE_FOREVER: until cancelled
 *   returns    0
 *   suspends   always
 *   cancel     takes effect here; the timer is gone before the caller unwinds
 *   owns       nothing; its timer lies in the awaiting frame
 *   context    task */
CEDE__FRAME cede_sleep__args { cede_state cede__state; cede_duration duration; };
CEDE__FRAME cede_sleep__frame { cede_timer timer; };
CEDE__LEAF(int, cede_sleep);
cede_async int cede_sleep(cede_duration duration);

/* Waits until `deadline`; otherwise as cede_sleep.
 *
 *   deadline   in the past: gives way once; CEDE_NEVER: until cancelled */
CEDE__FRAME cede_sleep_until__args { cede_state cede__state; cede_time deadline; };
CEDE__FRAME cede_sleep_until__frame { cede_timer timer; };
CEDE__LEAF(int, cede_sleep_until);
cede_async int cede_sleep_until(cede_time deadline);

/* Lets every task that is ready now go first.
 *
 *   returns    0
 *   suspends   always
 *   cancel     takes effect here
 *   owns       nothing
 *   context    task */
CEDE__FRAME cede_yield__args { cede_state cede__state; };
CEDE__FRAME cede_yield__frame { cede_state cede__state; };
CEDE__LEAF(int, cede_yield);
cede_async int cede_yield(void);

/* A yield's step, inlined unless that is too large: all it looks at lies in the task.
 * Nothing arrives with a yield that a signal could lose, so a signal always unwinds. */
static inline cede_status cede__yield_step(void *frame, cede_task *t)
{
    struct cede_yield__frame *f = (struct cede_yield__frame *)frame;
    int again = f->cede__state;
    f->cede__state = 1;
    if (t->signal)
        return CEDE_UNWOUND;
    if (!again) {
        cede__make_ready(t);
        return CEDE_PENDING;
    }
    CEDE__RESULT(cede_yield, frame) = 0;
    return CEDE_DONE;
}
#ifndef __OPTIMIZE_SIZE__
#define cede_yield__step(frame, t) cede__yield_step((frame), (t))
#endif

/* Waits until a task has ended; any number of tasks may wait for one.
 *
 *   task       a handle of spawn_task that is not released before; it stays valid
 *   returns    the task's result where that is a number (0 for others); why it was
 *              unwound, -ECANCELED or another negative errno
 *   suspends   unless it has ended
 *   cancel     takes effect here; the task goes on
 *   owns       nothing
 *   context    task, not the one that is waited for */
CEDE__FRAME cede_join__args { cede_state cede__state; cede_task *task; };
CEDE__FRAME cede_join__frame { cede_waiter waiter; };
CEDE__LEAF(int, cede_join);
cede_async int cede_join(cede_task *task);

/* ---- wakers: from interrupts and other threads -------------------------------------- */

/* What an interrupt or another thread holds to wake a task. It may call nothing of the
 * library but cede_wake_from_isr and cede_wake_threadsafe, and what isr.h makes of them.
 * A wake is remembered until it is waited for; several before that count once.
 *
 *   lifetime   from init to deinit it stays put; the caller's memory */
typedef struct cede_waker cede_waker;
struct cede_waker {
    cede_waker *next;               /* posted: the one posted before */
    cede_loop *loop;
    void (*fire)(cede_waker *w);    /* called on the loop's thread, once for what was posted */
    cede_task *task;                /* who waits in cede_waker_wait */
    uint8_t posted;                 /* written by whoever posts, cleared by the loop */
    uint8_t set;                    /* a wake that was not waited for yet */
};

/* Binds `w` to the loop of this thread.
 *
 *   context    task, or the loop's thread */
void cede_waker_init(cede_waker *w);

/* The same, and the loop calls `fire` in place of waking who waits.
 *
 *   fire       runs between steps; may wake tasks, not suspend */
void cede_waker_init_call(cede_waker *w, void (*fire)(cede_waker *w));

/* Takes `w` out of the loop. Nobody may begin to post it any more; a post that has
 * begun in another thread is waited for.
 *
 *   context    task, or the loop's thread */
void cede_waker_deinit(cede_waker *w);

/* Posts `w`.
 *
 *   context    interrupt of the loop's processor */
void cede_wake_from_isr(cede_waker *w);

/* Posts `w`; lock-free.
 *
 *   context    any thread, also the loop's own */
void cede_wake_threadsafe(cede_waker *w);

/* Waits until `w` has been posted since the last wait for it.
 *
 *   returns    0; -EBUSY where another task waits for it already
 *   suspends   unless it was posted
 *   cancel     takes effect here; a wake that has come is not lost
 *   owns       nothing
 *   context    task */
CEDE__FRAME cede_waker_wait__args { cede_state cede__state; cede_waker *waker; };
CEDE__FRAME cede_waker_wait__frame { cede_state cede__state; cede_waker *waker; };
CEDE__LEAF(int, cede_waker_wait);
cede_async int cede_waker_wait(cede_waker *waker);

#ifdef __cplusplus
}
#endif
#endif
