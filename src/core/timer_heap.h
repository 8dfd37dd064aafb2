/* timer_heap.h: deadlines of waiting tasks, earliest first. */
#ifndef CEDE_TIMER_HEAP_H
#define CEDE_TIMER_HEAP_H

#include "loop_core.h"

/* cede_timer.kind: what is done when it is due. */
enum {
    CEDE__TIMER_WAKES,      /* wakes its task */
    CEDE__TIMER_SIGNALS     /* it is a cede__within's: signals its scope */
};

/* Puts a timer in; never fails. */
void cede__timer_start(cede_loop *l, cede_timer *m, cede_task *t, cede_time at, int kind);

/* Takes it out; nothing happens where it is not in. */
void cede__timer_stop(cede_loop *l, cede_timer *m);

/* The earliest deadline; CEDE_NEVER: none. */
cede_time cede__timers_next(const cede_loop *l);

/* Does what is due at l->now. */
void cede__timers_expire(cede_loop *l);

/* Whether rule 1 and the links hold; for tests. */
int cede__timers_check(const cede_loop *l);

#endif
