/* poll.c: waiting by poll(2), for machines that have nothing better.
 *
 * Level-triggered: each wait asks for exactly what tasks wait for then, so nothing
 * has to be kept up to date when a task begins or ends to wait, and a peer that has
 * hung up does not make the loop spin where nobody looks at it.
 *
 * Always:
 *   1. fds[i].fd is watched[i]->fd, or negative while nobody waits for it, and
 *      watched[i]->slot is i; fds[0] is the interrupting pipe, watched[0] null.
 * Loop's thread, but for interrupt. The two arrays grow in add. */
#include "selector.h"
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

typedef struct poller {
    cede__selector base;
    struct pollfd *fds;
    cede_fd **watched;
    unsigned n, cap;
    int wake;               /* the pipe's writing end */
} poller;

static void free_block(poller *p, void *block, size_t size)
{
    if (block)
        cede__block_free(p->base.memory, block, size);
}

static void free_arrays(poller *p)
{
    free_block(p, p->fds, p->cap * sizeof *p->fds);
    free_block(p, p->watched, p->cap * sizeof *p->watched);
}

static int resize(poller *p, unsigned cap)
{
    cede_loop *m = p->base.memory;
    struct pollfd *fds = cede__block_new(m, cap * sizeof *fds);
    cede_fd **watched = cede__block_new(m, cap * sizeof *watched);

    if (!fds || !watched) {
        free_block(p, fds, cap * sizeof *fds);
        free_block(p, watched, cap * sizeof *watched);
        return -ENOMEM;
    }
    if (p->n) {
        memcpy(fds, p->fds, p->n * sizeof *fds);
        memcpy(watched, p->watched, p->n * sizeof *watched);
    }
    free_arrays(p);
    p->fds = fds;
    p->watched = watched;
    p->cap = cap;
    return 0;
}

static void close_poll(cede__selector *s)
{
    poller *p = (poller *)s;
    if (p->n) {
        close(p->fds[0].fd);
        close(p->wake);
    }
    free_arrays(p);
    cede__block_free(s->memory, p, sizeof *p);
}

static int open_poll(cede__selector **s, cede_loop *memory)
{
    poller *p = cede__block_new(memory, sizeof *p);
    int ends[2], err;

    if (!p)
        return -ENOMEM;
    memset(p, 0, sizeof *p);
    p->base.kind = &cede__selector_poll;
    p->base.memory = memory;
    err = resize(p, 16);
    if (!err)
        err = cede__selector_pipe(ends);
    if (err) {
        close_poll(&p->base);
        return err;
    }
    p->fds[0] = (struct pollfd){ .fd = ends[0], .events = POLLIN };
    p->watched[0] = NULL;
    p->n = 1;
    p->wake = ends[1];
    *s = &p->base;
    return 0;
}

static int add(cede__selector *s, cede_fd *d)
{
    poller *p = (poller *)s;
    if (p->n == p->cap && resize(p, 2 * p->cap) < 0)
        return -ENOMEM;
    p->watched[p->n] = d;
    d->slot = p->n++;
    return 0;
}

static void remove_fd(cede__selector *s, cede_fd *d)
{
    poller *p = (poller *)s;
    cede_fd *last = p->watched[--p->n];
    p->watched[d->slot] = last;
    last->slot = d->slot;
}

_Static_assert(POLLIN == CEDE__READABLE && POLLOUT == CEDE__WRITABLE, "no translation");

/* Not for what is known: whoever waits although the bit is set gives way, or waits for
 * something else too (cede_accept, for a descriptor). */
static void ask(struct pollfd *f, const cede_fd *d)
{
    unsigned wanted = 0;
    if (d->reader || (d->flags & CEDE__FD_ALWAYS))
        wanted |= CEDE__READABLE;
    if (d->writer)
        wanted |= CEDE__WRITABLE;
    f->events = (short)(wanted & ~(unsigned)d->ready);
    f->revents = 0;
    f->fd = f->events ? d->fd : -1;
}

static void drain(int wake)
{
    char bytes[64];
    while (read(wake, bytes, sizeof bytes) == sizeof bytes)
        ;
}

/* Whoever waits for a descriptor that has hung up finds out by trying. */
static unsigned meaning(short events)
{
    unsigned both = CEDE__READABLE | CEDE__WRITABLE;
    return events & (POLLHUP | POLLERR | POLLNVAL) ? both : (unsigned)events & both;
}

/* As poll. */
static int ask_all(poller *p, int64_t timeout_ns)
{
    for (unsigned i = 1; i < p->n; i++)
        ask(&p->fds[i], p->watched[i]);
    return poll(p->fds, p->n, cede__selector_ms(timeout_ns));
}

static int rest(cede__selector *s, int64_t timeout_ns)
{
    return ask_all((poller *)s, timeout_ns) != 0;       /* EINTR: for a reason */
}

static void wait_for_events(cede__selector *s, int64_t timeout_ns)
{
    poller *p = (poller *)s;
    if (ask_all(p, timeout_ns) <= 0)
        return;                             /* EINTR: the next turn looks again */
    if (p->fds[0].revents)
        drain(p->fds[0].fd);
    for (unsigned i = 1; i < p->n; i++)
        if (p->fds[i].revents)
            cede__fd_report(p->watched[i], meaning(p->fds[i].revents));
}

static void interrupt(cede__selector *s)
{
    int before = errno;                     /* a signal handler may be our caller */
    ssize_t n = write(((poller *)s)->wake, "", 1);
    (void)n;                                /* full: it will be read */
    errno = before;
}

const cede__selector_kind cede__selector_poll = {
    "poll", open_poll, close_poll, add, remove_fd, wait_for_events, rest, interrupt, NULL
};
