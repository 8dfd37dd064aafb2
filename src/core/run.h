/* run.h: stepping what is ready. */
#ifndef CEDE_RUN_H
#define CEDE_RUN_H

#include "loop_core.h"

/* What a loop's turn ends with. Steps ready tasks, first in, first out, and those that
 * become ready meanwhile, until there were CEDE__RUN_STEPS or the main task has ended: what
 * is left then is to be cancelled before its step. Where the loop's owner orders tasks:
 * each that is ready now once. */
void (*cede__runner(const cede__loop_ops *ops))(cede_loop *l);

/* A turn costs system calls; this many steps share them. A prime, so that it does not
 * beat with the numbers of tasks in regular programs. */
enum { CEDE__RUN_STEPS = 61 };

/* The frame of t's function, which its block goes on with. */
static inline void *cede__root(cede_task *t)
{
    return t + 1;
}

#endif
