/* fd.h: how an operation waits for a descriptor.
 *
 * A leaf operation on a cede_fd goes through these steps, each time it is stepped:
 *
 *     claim      one reader and one writer at a time
 *     try        while the bit in d->ready is set; EAGAIN clears it
 *     wait       leave the task's address and say PENDING; a closing one lets nobody
 *
 * Which task's address there is tells a first step from a later one.
 *
 * Always:
 *   1. d->reader and d->writer are tasks that are suspended in such an operation;
 *   2. an open cede_fd is known to the selector of the loop whose tasks use it. */
#ifndef CEDE_LOOP_FD_H
#define CEDE_LOOP_FD_H

#include <sys/types.h>
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

/* 0, or -EBUSY: another task waits there. */
static inline int cede__fd_claim(cede_task **place, const cede_task *t)
{
    if (!*place)
        return 0;
    if (*place != t)
        return -EBUSY;
    *place = NULL;
    return 0;
}

/* What an operation says that has met -EAGAIN: CEDE_PENDING, or CEDE_UNWOUND; or
 * CEDE_DONE, and then *error is -EBADF. */
static inline cede_status cede__fd_wait(cede_fd *d, cede_task **place, cede_task *t, ssize_t *error)
{
    if (CEDE__UNLIKELY(d->flags & CEDE__FD_CLOSING)) {
        *error = -EBADF;
        return CEDE_DONE;
    }
    if (CEDE__UNLIKELY(t->signal))
        return CEDE_UNWOUND;
    *place = t;
    return CEDE_PENDING;
}

#endif
