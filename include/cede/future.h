/* future.h: a result that comes once.
 *
 * One side sets it, any number of tasks wait for it, and functions may be called
 * when it is set: the bridge from code with callbacks to code that awaits. Its
 * memory is the caller's. Freestanding; everything runs on the loop's thread (from
 * another one, post a waker). */
#ifndef CEDE_FUTURE_H
#define CEDE_FUTURE_H

#include <cede/frame.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cede_future_callback cede_future_callback;

/*   lifetime   from init to deinit it stays put; the caller's memory */
typedef struct cede_future {
    cede_link waiters;
    cede_future_callback *callbacks, **callbacks_end;
    int result;                 /* once set */
    uint8_t set;
} cede_future;

/*   lifetime   from cede_future_then until it is called or the future is deinited */
struct cede_future_callback {
    cede_future_callback *next;
    void (*call)(cede_future_callback *c, int result);
};

/* Makes `f` a future that is not set. */
void cede_future_init(cede_future *f);

/* Ends the use of `f`; nobody may wait for it. Callbacks that were not called are
 * forgotten. */
void cede_future_deinit(cede_future *f);

/* Sets the result: wakes those who wait, in the order they came, and calls the
 * callbacks in the order they were added, before it returns.
 *
 *   result     0 or more
 *   returns    0; -EALREADY where it is set
 *   context    task, or the loop's thread */
int cede_future_set(cede_future *f, int result);

/* Sets an error; otherwise as cede_future_set.
 *
 *   error      a negative errno; -ECANCELED says that the result will not come */
int cede_future_fail(cede_future *f, int error);

/* Whether it is set. */
int cede_future_is_set(const cede_future *f);

/* Has `c` called with the result when that is set; at once where it is.
 *
 *   c          its memory is the caller's, call is filled in
 *   context    task, or the loop's thread */
void cede_future_then(cede_future *f, cede_future_callback *c);

/* Takes `c` back: it will not be called, and its memory is the caller's again. Looks at all
 * callbacks of `f`.
 *
 *   returns    1; 0: it was called, or is none of f's
 *   context    task, or the loop's thread */
int cede_future_then_withdraw(cede_future *f, cede_future_callback *c);

/* Waits for the result.
 *
 *   returns    the result, or the negative errno of cede_future_fail
 *   suspends   unless it is set (or this step has had its share of operations)
 *   cancel     takes effect here; a result that has come is not lost
 *   owns       nothing
 *   context    task */
CEDE__FRAME cede_future_wait__args { cede_state cede__state; cede_future *future; };
CEDE__FRAME cede_future_wait__frame { cede_waiter waiter; };
CEDE__LEAF(int, cede_future_wait);
cede_async int cede_future_wait(cede_future *future);

#ifdef __cplusplus
}
#endif
#endif
