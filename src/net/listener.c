/* listener.c: listening, accepting, closing.
 *
 * In:   the listening socket's readable bit; an edge of it stands for any number of
 *       connections, so it is kept until accept4 finds none.
 * Out:  streams, to the task that awaits cede_accept.
 * Always:
 *   1. l->fd.reader is the task that waits in cede_accept, null otherwise;
 *   2. nothing is accepted that cannot be handed over: the stream is allocated first.
 * Loop's thread. Allocates the streams. */
#include <cede/net.h>
#include "address.h"
#include "stream.h"
#include "../core/timers.h"
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

/* How long to wait when no descriptor is to be had and this loop closes none: other
 * threads and processes may. Ten tries a second cost nothing and are soon enough. */
static const cede_duration NAP = { 100 * 1000000 };

/* ---- listening --------------------------------------------------------------- */

static int bind_and_listen(int fd, const cede__address *a)
{
    int one = 1, zero = 0;

    if (a->u.any.sa_family == AF_INET6)
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &zero, sizeof zero);
    if (a->u.any.sa_family != AF_UNIX) {
        /* A server that restarts takes its port over from connections that linger. */
        setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
        /* Accepted sockets inherit it: no call for each. */
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    }
    if (bind(fd, &a->u.any, a->size) < 0 || listen(fd, SOMAXCONN) < 0)
        return -errno;
    return 0;
}

static int open_listener(cede_loop *loop, cede_listener *l, const cede__address *a)
{
    int fd = socket(a->u.any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    int err;

    l->fd.fd = -1;
    if (fd < 0)
        return -errno;
    err = bind_and_listen(fd, a);
    if (err == 0)
        err = cede__fd_open(loop, &l->fd, fd, 0, 0);
    if (err < 0)
        close(fd);
    else
        l->tcp = a->u.any.sa_family != AF_UNIX;
    return err;
}

static int listen_tcp(cede_loop *loop, cede_listener *l, const char *host, int port)
{
    cede__address a;
    int err = cede__address_tcp(&a, host, port);

    return err < 0 ? err : open_listener(loop, l, &a);
}

cede_status cede_listen_tcp__step(void *frame, cede_task *t)
{
    struct cede_listen_tcp__frame *f = frame;
    cede_loop *loop = cede__loop_of(t);
    int err = listen_tcp(loop, f->l, f->host, f->port);

    /* Every address, on a machine without IPv6. */
    if (!f->host && (err == -EAFNOSUPPORT || err == -EADDRNOTAVAIL))
        err = listen_tcp(loop, f->l, "0.0.0.0", f->port);
    return CEDE__LEAF_DONE(cede_listen_tcp, f, err);
}

cede_status cede_listen_unix__step(void *frame, cede_task *t)
{
    struct cede_listen_unix__frame *f = frame;
    cede__address a;
    int err = cede__address_unix(&a, f->path);

    if (err == 0)
        err = open_listener(cede__loop_of(t), f->l, &a);
    return CEDE__LEAF_DONE(cede_listen_unix, f, err);
}

/* ---- accepting ------------------------------------------------------------------ */

/* What an error of accept4 means for those who wait: -EAGAIN: nobody is there;
 * -EMFILE: somebody is, and there is no descriptor; 0: one has given up, look for the
 * next (Linux reports here what has happened to a connection on its way). */
static int meaning(int error)
{
    switch (error) {
    case EMFILE: case ENFILE: case ENOBUFS: case ENOMEM:
        return -EMFILE;
    case EINTR: case ECONNABORTED: case EPROTO: case EPERM: case ENOPROTOOPT: case ENETDOWN:
    case ENETUNREACH: case EHOSTDOWN: case EHOSTUNREACH: case ENONET: case EOPNOTSUPP:
        return 0;
    default:
        return -error;
    }
}

/* A connection's descriptor, or what meaning says, but 0. */
static int accept_one(cede_listener *l, cede_task *t)
{
    int fd, err = 0;

    while (err == 0) {
        if (cede__gives_way(t))
            return -EAGAIN;
        fd = accept4(l->fd.fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd >= 0)
            return fd;
        err = meaning(errno);
    }
    if (err == -EAGAIN)
        l->fd.ready &= (unsigned char)~CEDE__READABLE;
    return err;
}

/* 0 with a stream, or what accept_one says, or -ENOMEM. Who is about to unwind looks
 * even where nothing was reported. */
static int accept_stream(cede_listener *l, cede_stream **out, cede_task *t)
{
    cede_loop *loop = cede__loop_of(t);
    cede_stream *s;
    int fd, err;

    if (!(l->fd.ready & CEDE__READABLE) && !t->signal)
        return -EAGAIN;
    s = cede__stream_new(loop);
    if (!s)
        return -ENOMEM;
    fd = accept_one(l, t);
    err = fd < 0 ? fd : cede__stream_open(loop, s, fd, l->tcp, CEDE__WRITABLE);
    if (err == 0) {
        *out = s;
        return 0;
    }
    cede__stream_free(loop, s);
    if (fd >= 0)
        close(fd);
    return err;
}

static void nap_begin(struct cede_accept__frame *f, cede_task *t)
{
    cede_loop *loop = cede__loop_of(t);
    cede_time until = { loop->now.ns + NAP.ns };

    f->napping = 1;
    cede__timer_start(loop, &f->timer, t, until, CEDE__TIMER_WAKES);
    cede__wait_begin(&f->freed, t, &cede__host_of(loop)->starved);
}

/* Whoever woke us; most often one of the two. */
static void nap_end(struct cede_accept__frame *f, cede_task *t)
{
    f->napping = 0;
    cede__timer_stop(cede__loop_of(t), &f->timer);
    if (!f->freed.arrived)
        cede__ring_remove(&f->freed.link);
}

cede_status cede_accept__step(void *frame, cede_task *t)
{
    struct cede_accept__frame *f = frame;
    cede_fd *d = &f->l->fd;
    ssize_t err = cede__fd_claim(&d->reader, t);
    cede_status wait = CEDE_DONE;
    int starved;

    if (f->state == 0) {
        f->state = 1;
        f->napping = 0;
    }
    if (f->napping)
        nap_end(f, t);
    if (err == 0)
        err = accept_stream(f->l, f->out, t);
    starved = err == -EMFILE;
    if (starved || err == -EAGAIN)
        wait = cede__fd_wait(d, &d->reader, t, &err);
    if (wait == CEDE_PENDING && starved)
        nap_begin(f, t);
    return wait == CEDE_DONE ? CEDE__LEAF_DONE(cede_accept, f, (int)err) : wait;
}

/* ---- closing --------------------------------------------------------------------- */

static void unlink_path(int fd)
{
    cede__address a;

    a.size = sizeof a.u;
    if (getsockname(fd, &a.u.any, &a.size) == 0 && a.u.any.sa_family == AF_UNIX
        && a.size > offsetof(struct sockaddr_un, sun_path) && a.u.un.sun_path[0])
        unlink(a.u.un.sun_path);
}

cede_status cede_listener_close__step(void *frame, cede_task *t)
{
    struct cede_listener_close__frame *f = frame;

    if (f->l->fd.fd >= 0) {
        if (!cede__fd_vacate(&f->l->fd, &f->state, t))
            return CEDE_PENDING;
        unlink_path(f->l->fd.fd);
        cede__fd_close(cede__loop_of(t), &f->l->fd);
    }
    return CEDE__LEAF_DONE(cede_listener_close, f, 0);
}

int cede_listener_port(const cede_listener *l)
{
    cede__address a;

    a.size = sizeof a.u;
    if (getsockname(l->fd.fd, &a.u.any, &a.size) < 0)
        return -errno;
    switch (a.u.any.sa_family) {
    case AF_INET:
        return ntohs(a.u.in.sin_port);
    case AF_INET6:
        return ntohs(a.u.in6.sin6_port);
    default:
        return -EAFNOSUPPORT;
    }
}

/* ---- plain symbols ------------------------------------------------------------------ */

CEDE__LEAF_FN(cede_listen_tcp, CEDE__FAILS);
int cede_listen_tcp(cede_listener *l, const char *host, int port)
{
    void *area = cede__enter(&cede_listen_tcp__fn);
    if (area)
        CEDE__ARGS(cede_listen_tcp, area, 0, l, host, port);
    return 0;
}

CEDE__LEAF_FN(cede_listen_unix, CEDE__FAILS);
int cede_listen_unix(cede_listener *l, const char *path)
{
    void *area = cede__enter(&cede_listen_unix__fn);
    if (area)
        CEDE__ARGS(cede_listen_unix, area, 0, l, path);
    return 0;
}

CEDE__LEAF_FN(cede_accept, CEDE__FAILS);
int cede_accept(cede_listener *l, cede_stream **out)
{
    void *area = cede__enter(&cede_accept__fn);
    if (area)
        CEDE__ARGS(cede_accept, area, 0, l, out);
    return 0;
}

CEDE__LEAF_FN(cede_listener_close, CEDE__FAILS);
int cede_listener_close(cede_listener *l)
{
    void *area = cede__enter(&cede_listener_close__fn);
    if (area)
        CEDE__ARGS(cede_listener_close, area, 0, l);
    return 0;
}
