/* fd.h: how an operation waits for a descriptor.
 *
 * A leaf operation on a cede_fd goes through these steps, each time it is stepped:
 *
 *     claim      one reader and one writer at a time; a closing one lets nobody in
 *     try        while the bit in d->ready is set; EAGAIN clears it
 *     wait       leave the task's address and say PENDING
 *
 * Always:
 *   1. d->reader and d->writer are tasks that are suspended in such an operation;
 *   2. an open cede_fd is known to the selector of the loop whose tasks use it. */
#ifndef CEDE_LOOP_FD_H
#define CEDE_LOOP_FD_H

#include "host.h"

/* Watches fd, which must be non-blocking. 0; -EOPNOTSUPP: this loop has no
 * descriptors; or another negative errno. On failure fd is the caller's as before.
 *
 *   flags, ready   CEDE__FD_…; what is known to be possible already */
int cede__fd_open(cede_loop *l, cede_fd *d, int fd, unsigned flags, unsigned ready);

/* Closes it; fd -1: nothing happens. Nobody may wait for it. */
void cede__fd_close(cede_loop *l, cede_fd *d);

/* A closing operation's first half, at each of its steps: asks who waits to leave. 1:
 * nobody is left; 0: say PENDING. */
int cede__fd_vacate(cede_fd *d, cede_state *state, cede_task *t);

/* 0; -EBUSY: another task has the place; -EBADF: it is being closed. */
static inline int cede__fd_claim(const cede_fd *d, cede_task **place, cede_state *state)
{
    if (*state == 0) {
        if (CEDE__UNLIKELY(*place))
            return -EBUSY;
        *state = 1;
    } else
        *place = NULL;
    return CEDE__UNLIKELY(d->flags & CEDE__FD_CLOSING) ? -EBADF : 0;
}

static inline cede_status cede__fd_wait(cede_task **place, cede_task *t)
{
    if (CEDE__UNLIKELY(t->signal))
        return CEDE_UNWOUND;
    *place = t;
    return CEDE_PENDING;
}

#endif
