/* call.h: functions that the loop calls, soon or at a time: what is done without a task.
 *
 *     struct lamp { cede_call off; int pin; };
 *
 *     static void off(cede_call *c)
 *     {
 *         set_pin(CEDE_CALL_OF(c, struct lamp, off)->pin, 0);
 *     }
 *
 *     struct lamp lamp = { .off = { .call = off }, .pin = 3 };
 *     cede_call_later(&lamp.off, cede_s(30));
 *
 * A call's life:
 *
 *     init
 *        1 idle -- soon ---------------------> 3 ready
 *        1 idle -- later, at ----------------> 2 waiting
 *        2 waiting -- its time comes --------> 3 ready
 *        3 ready -- its turn comes ----------> 1 idle, and the function is called
 *        2 waiting, 3 ready -- cancel -------> 1 idle
 *
 * Ready calls stand in one line with ready tasks, so what was asked for first comes
 * first, and a call that asks for itself again lets everybody else go before. One call
 * is pending once: asked for again it moves. Calls whose time has not come when a run
 * of the loop ends wait for its next run, and are forgotten with the loop. Nothing is
 * allocated. Freestanding. */
#ifndef CEDE_CALL_H
#define CEDE_CALL_H

#include <cede/task.h>
#include <cede/time.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Its members but the first are the library's, and zero at first.
 *
 *   lifetime   while it is pending it stays put; the caller's memory. The function may
 *              free it, or ask for it again */
typedef struct cede_call cede_call;
struct cede_call {
    void (*call)(cede_call *c);
    cede_task task;                 /* its place in the ready queue */
    union {
        cede_timer timer;           /* while it waits for its time */
        cede_waker waker;           /* while it is on its way from another thread */
    } on;
    uint8_t posted;                 /* it is */
};

/* What a call is a member of. */
#define CEDE_CALL_OF(c, type, member) ((type *)(void *)((char *)(c) - offsetof(type, member)))

/* Makes `c` a call of `call` that nobody has asked for; so does the initialiser
 * { .call = call }.
 *
 *   call       runs between steps, outside of tasks: it may wake, cancel and start tasks,
 *              set what tasks wait for, ask for calls; it does not suspend */
void cede_call_init(cede_call *c, void (*call)(cede_call *c));

/* Has it called behind what is ready now.
 *
 *   returns    0; -ECANCELED: the loop's run is over, its last task has ended: it is not
 *              called
 *   context    task, or the loop's thread while a loop runs */
int cede_call_soon(cede_call *c);

/* Has it called after `duration`; otherwise as cede_call_soon.
 *
 *   duration   zero or less: in the next turn; CEDE_FOREVER: never */
int cede_call_later(cede_call *c, cede_duration duration);

/* Has it called at `time`, on cede_now()'s clock; otherwise as cede_call_soon.
 *
 *   time       in the past: in the next turn; CEDE_NEVER: never */
int cede_call_at(cede_call *c, cede_time time);

/* Has it called by a loop, soon. What was written before is seen by the function.
 *
 *   loop       stays until this has returned. Where its run ends before, it is not called
 *   c          is not pending
 *   context    any thread; the second form: interrupt of the loop's processor */
void cede_call_soon_threadsafe(cede_call *c, cede_loop *loop);
void cede_call_soon_from_isr(cede_call *c, cede_loop *loop);

/* Takes back what was asked for. Of one that is ready this is as much work as there are
 * tasks before it in the ready queue.
 *
 *   returns    1: it was pending, and is not called; 0: it was not pending
 *   context    task, or the loop's thread */
int cede_call_cancel(cede_call *c);

/* Whether it has been asked for and was not called yet.
 *
 *   context    task, or the loop's thread */
int cede_call_pending(const cede_call *c);

#ifdef __cplusplus
}
#endif
#endif
