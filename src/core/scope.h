/* scope.h: signals and who takes them, for the rest of the core. */
#ifndef CEDE_SCOPE_H
#define CEDE_SCOPE_H

#include <cede/frame.h>

/* Signals a scope that is on t's stack, and wakes t where that is to be seen. The
 * first reason stays. */
void cede__scope_signal(cede_task *t, cede_scope *s, int reason);

/* Works out t->signal anew, after t->cancel was set. */
void cede__signals_update(cede_task *t);

/* The scope whose deadline a timer of kind CEDE__TIMER_SIGNALS is. */
static inline cede_scope *cede__scope_of(cede_timer *m)
{
    return &((cede__within *)(void *)((char *)m - offsetof(cede__within, timer)))->scope;
}

#endif
