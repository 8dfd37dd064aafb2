/* epoll.c: waiting by Linux' epoll, edge-triggered.
 *
 * Each descriptor is registered once, for everything, and never changed: in the
 * steady state there is no epoll_ctl. What the edges said is kept in cede_fd.ready
 * until an operation finds it used up.
 *
 * note [why no edge is lost]  The kernel works out what it reports when epoll_wait
 * is called, and queues a descriptor anew whenever something arrives. So data that
 * comes after a read that emptied the socket is a new edge, also when the wait that
 * reports it comes much later.
 *
 * The interrupting eventfd is never read: each write is an edge, and a 64-bit
 * counter does not overflow.
 *
 * Loop's thread, but for interrupt. Allocates itself in open. */
#include "selector.h"
#include <errno.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <poll.h>
#include <unistd.h>

/* So many reports are fetched at once; 3 KB of stack. More wait for the next turn,
 * and the kernel hands them out in turn, so none starves. */
enum { BATCH = 256 };

typedef struct epoll {
    cede__selector base;
    int set, wake;
} epoll;

static void close_epoll(cede__selector *s)
{
    epoll *e = (epoll *)s;
    if (e->wake >= 0)
        close(e->wake);
    if (e->set >= 0)
        close(e->set);
    cede__block_free(s->memory, e, sizeof *e);
}

static int open_epoll(cede__selector **s, cede_loop *memory)
{
    struct epoll_event interrupted = { .events = EPOLLIN | EPOLLET };
    epoll *e = cede__block_new(memory, sizeof *e);
    int err;

    if (!e)
        return -ENOMEM;
    e->base.kind = &cede__selector_epoll;
    e->base.memory = memory;
    e->wake = -1;
    e->set = epoll_create1(EPOLL_CLOEXEC);
    if (e->set < 0)
        goto fail;
    e->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (e->wake < 0 || epoll_ctl(e->set, EPOLL_CTL_ADD, e->wake, &interrupted) < 0)
        goto fail;
    *s = &e->base;
    return 0;
fail:
    err = -errno;
    close_epoll(&e->base);
    return err;
}

static int add(cede__selector *s, cede_fd *d)
{
    struct epoll_event all = {
        .events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLPRI | EPOLLET,
        .data.ptr = d,
    };
    return epoll_ctl(((epoll *)s)->set, EPOLL_CTL_ADD, d->fd, &all) < 0 ? -errno : 0;
}

static void remove_fd(cede__selector *s, cede_fd *d)
{
    struct epoll_event none = { 0 };        /* kernels before 2.6.9 want one */
    epoll_ctl(((epoll *)s)->set, EPOLL_CTL_DEL, d->fd, &none);
}

_Static_assert((int)EPOLLIN == CEDE__READABLE && (int)EPOLLOUT == CEDE__WRITABLE, "no translation");

/* The peer has closed, reset or sent urgent data. */
static unsigned uncommon(cede_fd *d, uint32_t events)
{
    unsigned bits = events & (EPOLLIN | EPOLLOUT);
    d->flags &= (uint8_t)~CEDE__FD_SHORT_IS_EMPTY;
    if (events & (EPOLLHUP | EPOLLERR))
        bits |= CEDE__WRITABLE;
    return bits | CEDE__READABLE;
}

static void report(cede_fd *d, uint32_t events)
{
    if (CEDE__UNLIKELY(events & ~(uint32_t)(EPOLLIN | EPOLLOUT)))
        events = uncommon(d, events);
    cede__fd_report(d, events);
}

static void wait_for_events(cede__selector *s, int64_t timeout_ns)
{
    struct epoll_event events[BATCH];
    int n = epoll_wait(((epoll *)s)->set, events, BATCH, cede__selector_ms(timeout_ns));
    for (int i = 0; i < n; i++)             /* n < 0: EINTR, the next turn looks again */
        if (events[i].data.ptr)             /* null: someone interrupts */
            report(events[i].data.ptr, events[i].events);
}

static int rest(cede__selector *s, int64_t timeout_ns)
{
    struct pollfd set = { .fd = ((epoll *)s)->set, .events = POLLIN };
    return poll(&set, 1, cede__selector_ms(timeout_ns)) != 0;       /* EINTR: for a reason */
}

static void interrupt(cede__selector *s)
{
    uint64_t one = 1;
    int before = errno;                     /* a signal handler may be our caller */
    ssize_t n = write(((epoll *)s)->wake, &one, sizeof one);
    (void)n;
    errno = before;
}

static int fd_of(const cede__selector *s)
{
    return ((const epoll *)(const void *)s)->set;
}

const cede__selector_kind cede__selector_epoll = {
    "epoll", open_epoll, close_epoll, add, remove_fd, wait_for_events, rest, interrupt, fd_of
};
