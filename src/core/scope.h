/* scope.h: signals and who takes them, for the rest of the core. */
#ifndef CEDE_SCOPE_H
#define CEDE_SCOPE_H

#include <cede/frame.h>

/* Signals a scope of t's, and wakes t where that is to be seen; that of a generator which
 * offers a value is off the stack, and the signal is seen when it goes on. The first
 * reason stays. */
void cede__scope_signal(cede_task *t, cede_scope *s, int reason);

/* The scope whose deadline a timer of kind CEDE__TIMER_SIGNALS is. */
static inline cede_scope *cede__scope_of(cede_timer *m)
{
    return &((cede__within *)(void *)((char *)m - offsetof(cede__within, timer)))->scope;
}

#endif
