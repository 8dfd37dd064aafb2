/* fd.c: descriptors that a hosted loop watches, from open to close.
 *
 * Loop's thread. What the selector needs for one more is allocated in open. */
#include "fd.h"
#include "../core/check.h"
#include <unistd.h>

int cede__fd_open(cede_loop *l, cede_fd *d, int fd, unsigned flags, unsigned ready)
{
    cede__host *h = cede__host_of(l);
    int err;

    if (!h)
        return -EOPNOTSUPP;
    *d = (cede_fd){ .fd = fd, .flags = (unsigned char)flags, .ready = (unsigned char)ready };
    err = h->selector->kind->add(h->selector, d);
    if (err < 0)
        d->fd = -1;
    else
        h->watched++;
    return err;
}

void cede__fd_close(cede_loop *l, cede_fd *d)
{
    cede__host *h = cede__host_of(l);

    if (d->fd < 0)
        return;
    h->selector->kind->remove(h->selector, d);
    close(d->fd);               /* EINTR: Linux has closed it all the same */
    d->fd = -1;
    h->watched--;
    cede__wait_end_all(&h->starved, 0);
}

int cede__fd_vacate(cede_fd *d, cede_state *state, cede_task *t)
{
    if (*state == 0) {
        CEDE_CHECK(!(d->flags & CEDE__FD_CLOSING), "a stream or listener is closed once");
        d->flags |= CEDE__FD_CLOSING;
        d->ready = 0;
        *state = 1;
    }
    if (!d->reader && !d->writer)
        return 1;
    if (d->reader)
        cede_wake(d->reader);
    if (d->writer)
        cede_wake(d->writer);
    cede_wake(t);               /* behind them: by then they have left */
    return 0;
}
