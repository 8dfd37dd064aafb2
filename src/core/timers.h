/* timers.h: deadlines of waiting tasks, earliest first.
 *
 * Two files make it. timer_wheel.c: constant time and 11 KB in each loop. timer_heap.c, where
 * pointers have 32 bits or CEDE_TIMER_HEAP is defined for all files: two words in a loop. A
 * timer lies in its waiter's frame either way, so starting one cannot fail.
 *
 * Always:
 *   1. what is due is done in the order of its deadlines, equal ones in the order they came;
 *   2. a timer is in exactly while its task waits: everything here is alive.
 * A deadline that has passed when its timer is started is due in the next turn. */
#ifndef CEDE_TIMERS_H
#define CEDE_TIMERS_H

#include <cede/errno.h>
#include "loop_core.h"
#include "scope.h"

/* cede_timer.kind: what is done when it is due. */
enum {
    CEDE__TIMER_WAKES,      /* wakes its task */
    CEDE__TIMER_SIGNALS     /* it is a cede__within's: signals its scope */
};

/* Puts a timer in; never fails. */
void cede__timer_start(cede_loop *l, cede_timer *m, cede_task *t, cede_time at, int kind);

/* Takes it out; nothing happens where it is not in. */
void cede__timer_stop(cede_loop *l, cede_timer *m);

/* When to look again: the earliest deadline, or something earlier where finding it would
 * take long; CEDE_NEVER: there is none. */
cede_time cede__timers_next(const cede_loop *l);

/* Does what is due at l->now. */
void cede__timers_expire(cede_loop *l);

/* Whether every timer is where it belongs; for tests. */
int cede__timers_check(const cede_loop *l);

/* What a timer that was due, and has been taken out, does. */
static inline void cede__timer_fire(cede_timer *m)
{
    if (m->kind == CEDE__TIMER_SIGNALS)
        cede__scope_signal(m->task, cede__scope_of(m), -ETIMEDOUT);
    else
        cede__make_ready(m->task);
}

#endif
