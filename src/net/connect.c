/* connect.c: connecting to a listener.
 *
 * A TCP connection is under way from connect() until its socket is writable; then
 * SO_ERROR says what became of it. A Unix socket is connected at once or not at all.
 * Always: until it is handed over, the stream is the awaiting frame's, and freed by
 * every other way out.
 * Loop's thread. Allocates the stream. */
#include <cede/net.h>
#include "address.h"
#include "stream.h"
#include "../core/timers.h"
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <unistd.h>

/* A listener's full queue makes no event when it has room again. */
static const cede_duration RETRY = { 5 * 1000000 };

/* 0, -EINPROGRESS or a negative errno; but for the last the stream is open. */
static int open_and_connect(cede_loop *loop, cede_stream *s, const cede__address *a)
{
    int tcp = a->u.any.sa_family != AF_UNIX, one = 1, err = 0, opened;
    int fd = socket(a->u.any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

    if (fd < 0)
        return -errno;
    if (tcp)
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (connect(fd, &a->u.any, a->size) < 0)
        err = errno == EINTR ? -EINPROGRESS : -errno;
    if (err && err != -EINPROGRESS)
        goto close_socket;
    /* Only now: a socket that is not connecting would be reported as hung up. */
    opened = cede__stream_open(loop, s, fd, tcp, err ? 0 : CEDE__WRITABLE);
    if (opened == 0)
        return err;
    err = opened;
close_socket:
    close(fd);
    return err;
}

/* The same with a new stream. */
static int begin(cede_loop *loop, cede_stream **out, const cede__address *a)
{
    cede_stream *s = cede__stream_new(loop);
    int err;

    if (!s)
        return -ENOMEM;
    err = open_and_connect(loop, s, a);
    if (err && err != -EINPROGRESS)
        cede__stream_free(loop, s);
    else
        *out = s;
    return err;
}

/* ---- TCP ----------------------------------------------------------------------- */

static int outcome(const cede_stream *s)
{
    int err = 0;
    socklen_t n = sizeof err;

    return getsockopt(s->fd.fd, SOL_SOCKET, SO_ERROR, &err, &n) < 0 ? -errno : -err;
}

cede_status cede_connect_tcp__step(void *frame, cede_task *t)
{
    struct cede_connect_tcp__frame *f = frame;
    cede_loop *loop = cede__loop_of(t);
    cede_stream *s = NULL;
    cede__address a;
    ssize_t err;

    if (f->state == 0) {
        err = f->u.to.host ? cede__address_tcp(&a, f->u.to.host, f->u.to.port) : -EINVAL;
        if (err == 0)
            err = begin(loop, &s, &a);
        if (err && err != -EINPROGRESS)
            return CEDE__LEAF_DONE(cede_connect_tcp, f, (int)err);
        f->state = 1;
        f->u.s = s;
    }
    s = f->u.s;
    s->fd.writer = NULL;
    if (!(s->fd.ready & CEDE__WRITABLE)) {
        cede_status status = cede__fd_wait(&s->fd, &s->fd.writer, t, &err);
        if (status == CEDE_UNWOUND)
            cede__stream_free(loop, s);
        return status;
    }
    err = outcome(s);
    if (err)
        cede__stream_free(loop, s);
    else
        *f->out = s;
    return CEDE__LEAF_DONE(cede_connect_tcp, f, (int)err);
}

/* ---- Unix ------------------------------------------------------------------------ */

cede_status cede_connect_unix__step(void *frame, cede_task *t)
{
    struct cede_connect_unix__frame *f = frame;
    cede_loop *loop = cede__loop_of(t);
    cede__address a;
    int err;

    if (f->state == 0) {
        f->timer.queued = 0;
        f->state = 1;
    }
    cede__timer_stop(loop, &f->timer);
    err = cede__address_unix(&a, f->path);
    if (err == 0)
        err = begin(loop, f->out, &a);
    if (err != -EAGAIN)
        return CEDE__LEAF_DONE(cede_connect_unix, f, err);
    if (t->signal)
        return CEDE_UNWOUND;
    cede__timer_start(loop, &f->timer, t, cede_after(RETRY), CEDE__TIMER_WAKES);
    return CEDE_PENDING;
}

/* ---- plain symbols ------------------------------------------------------------------ */

CEDE__LEAF_FN(cede_connect_tcp, CEDE__FAILS);
int cede_connect_tcp(cede_stream **out, const char *host, int port)
{
    void *area = cede__enter(&cede_connect_tcp__fn);
    if (area)
        CEDE__ARGS(cede_connect_tcp, area, 0, out, host, port);
    return 0;
}

CEDE__LEAF_FN(cede_connect_unix, CEDE__FAILS);
int cede_connect_unix(cede_stream **out, const char *path)
{
    void *area = cede__enter(&cede_connect_unix__fn);
    if (area)
        CEDE__ARGS(cede_connect_unix, area, 0, out, path);
    return 0;
}
