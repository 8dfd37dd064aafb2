/* stream.c: reading and writing connected sockets.
 *
 * Each operation is a leaf: it tries when the socket is known to be ready, else
 * leaves its task's address in the descriptor and is stepped again when the
 * selector has set the bit. No operation asks the kernel for what it already knows:
 * an echoed message costs one recv and one send.
 *
 * In:   cede_fd.ready, set by the selector.
 * Out:  the bits are cleared here, by EAGAIN or by a short read that has emptied the
 *       socket; what was received ahead goes to s->kept.
 * Always:
 *   1. s->fd.reader and writer are the tasks that wait here, and null otherwise;
 *   2. s->kept is null or holds at least one byte between two steps;
 *   3. what is in s->kept came before what is still in the kernel.
 * Loop's thread. Allocates streams and kept buffers from the loop's pool. */
#include "stream.h"
#include "../core/check.h"
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

/* ---- life ------------------------------------------------------------------ */

cede_stream *cede__stream_new(cede_loop *loop)
{
    cede_stream *s = cede__block_new(loop, sizeof *s);
    if (!s)
        return NULL;
    memset(s, 0, sizeof *s);
    s->fd.fd = -1;
    return s;
}

int cede__stream_open(cede_loop *loop, cede_stream *s, int fd, int tcp, unsigned ready)
{
    return cede__fd_open(loop, &s->fd, fd, tcp ? CEDE__FD_SHORT_IS_EMPTY : 0, ready);
}

void cede__stream_free(cede_loop *loop, cede_stream *s)
{
    cede__kept_drop(loop, &s->kept);
    cede__fd_close(loop, &s->fd);
    cede__block_free(loop, s, sizeof *s);
}

/* ---- receiving --------------------------------------------------------------- */

/* What a failed call means: a negative errno. EAGAIN has used the bit up; after EINTR,
 * which a call that cannot block hardly ever meets, the next step tries again. */
CEDE__COLD static ssize_t failed(cede_fd *d, unsigned bit, cede_task *t)
{
    int error = errno;
    if (error == EINTR)
        cede_wake(t);
    else if (error == EAGAIN || error == EWOULDBLOCK)
        d->ready &= (uint8_t)~bit;
    else
        return -error;
    return -EAGAIN;
}

/* What one recv gives; -EAGAIN: there is nothing yet, or the task has to give way. Who
 * is about to unwind looks even where nothing was reported: what has arrived since the
 * selector was asked last counts as arrived. */
static inline ssize_t receive(cede_stream *s, cede_task *t, void *buf, size_t n)
{
    cede_fd *d = &s->fd;
    ssize_t got;

    if (!(d->ready & CEDE__READABLE) && !t->signal)
        return -EAGAIN;
    if (cede__gives_way(t))
        return -EAGAIN;
    got = recv(d->fd, buf, n, 0);
    if (CEDE__UNLIKELY(got < 0))
        return failed(d, CEDE__READABLE, t);
    if ((size_t)got < n && (d->flags & CEDE__FD_SHORT_IS_EMPTY))
        d->ready &= (uint8_t)~CEDE__READABLE;
    return got;
}

/* Whether a reader has nothing to do but wait, and waits now: what most first steps find
 * behind an answer. Everything else, also what ends a wait, is the whole step's. */
static inline int only_waits(cede_stream *s, cede_task *t)
{
    cede_fd *d = &s->fd;
    if (d->ready & CEDE__READABLE || s->kept || d->reader || d->flags & CEDE__FD_CLOSING || t->signal)
        return 0;
    d->reader = t;
    return 1;
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Moves the first n kept bytes to buf. */
static void take(cede_stream *s, cede_task *t, void *buf, size_t n)
{
    if (n)
        memcpy(buf, s->kept->bytes + s->kept->start, n);
    cede__kept_consume(cede__loop_of(t), &s->kept, n);
}

/* Receives more behind what is kept. What receive says, or -ENOMEM. */
static ssize_t keep_more(cede_stream *s, cede_task *t)
{
    cede_loop *loop = cede__loop_of(t);
    ssize_t got;

    if (!(s->fd.ready & CEDE__READABLE) && !t->signal)
        return -EAGAIN;             /* who waits holds no empty buffer */
    if (!cede__kept_room(loop, &s->kept))
        return -ENOMEM;
    got = receive(s, t, s->kept->bytes + s->kept->end, s->kept->cap - s->kept->end);
    if (got > 0)
        s->kept->end += (size_t)got;
    else if (!cede__kept_bytes(s->kept))
        cede__kept_drop(loop, &s->kept);
    return got;
}

/* The kept bytes, as many as fit. */
static ssize_t take_some(cede_stream *s, cede_task *t, void *buf, size_t n)
{
    if (cede__gives_way(t))
        return -EAGAIN;
    n = smaller(n, cede__kept_bytes(s->kept));
    take(s, t, buf, n);
    return (ssize_t)n;
}

CEDE__APART static cede_status read_step(struct cede_read__frame *f, cede_task *t)
{
    cede_stream *s = f->s;
    ssize_t n = cede__fd_claim(&s->fd.reader, t);
    cede_status wait;

    if (n == 0)
        n = CEDE__UNLIKELY(s->kept) ? take_some(s, t, f->buf, f->n) : receive(s, t, f->buf, f->n);
    if (n == -EAGAIN && (wait = cede__fd_wait(&s->fd, &s->fd.reader, t, &n)) != CEDE_DONE)
        return wait;
    return CEDE__LEAF_DONE(cede_read, f, n);
}

cede_status cede_read__step(void *frame, cede_task *t)
{
    struct cede_read__frame *f = frame;
    return only_waits(f->s, t) ? CEDE_PENDING : read_step(f, t);
}

/* Receives until n bytes are kept, n at least 1: how many there are; 0, -ENODATA or
 * another error; -EAGAIN: not yet. */
static inline ssize_t keep(cede_stream *s, cede_task *t, size_t n)
{
    if (cede__kept_bytes(s->kept) >= n)
        return cede__gives_way(t) ? -EAGAIN : (ssize_t)cede__kept_bytes(s->kept);
    do {
        ssize_t got = keep_more(s, t);
        if (got == 0 && s->kept)
            return -ENODATA;
        if (got <= 0)
            return got;
    } while (cede__kept_bytes(s->kept) < n);
    return (ssize_t)cede__kept_bytes(s->kept);
}

/* The result of peek; -EAGAIN: not yet. */
static ssize_t peek(struct cede_peek__frame *f, cede_task *t)
{
    ssize_t n = keep(f->s, t, f->at_least ? f->at_least : 1);
    if (n > 0)
        *f->data = f->s->kept->bytes + f->s->kept->start;
    return n;
}

CEDE__APART static cede_status peek_step(struct cede_peek__frame *f, cede_task *t)
{
    cede_stream *s = f->s;
    ssize_t n = cede__fd_claim(&s->fd.reader, t);
    cede_status wait;

    if (n == 0)
        n = peek(f, t);
    if (n == -EAGAIN && (wait = cede__fd_wait(&s->fd, &s->fd.reader, t, &n)) != CEDE_DONE)
        return wait;
    return CEDE__LEAF_DONE(cede_peek, f, n);
}

cede_status cede_peek__step(void *frame, cede_task *t)
{
    struct cede_peek__frame *f = frame;
    return only_waits(f->s, t) ? CEDE_PENDING : peek_step(f, t);
}

void cede_consume(cede_stream *s, size_t n)
{
    CEDE_CHECK(n <= cede__kept_bytes(s->kept), "cede_consume of more bytes than cede_peek gave");
    cede__kept_consume(cede_loop_current(), &s->kept, n);
}

/* The result of read_exactly; -EAGAIN: not yet. */
static ssize_t exactly(struct cede_read_exactly__frame *f, cede_task *t)
{
    ssize_t n = f->n ? keep(f->s, t, f->n) : 0;
    if (n <= 0)
        return n;
    take(f->s, t, f->buf, f->n);
    return (ssize_t)f->n;
}

cede_status cede_read_exactly__step(void *frame, cede_task *t)
{
    struct cede_read_exactly__frame *f = frame;
    cede_stream *s = f->s;
    ssize_t n = cede__fd_claim(&s->fd.reader, t);
    cede_status wait;

    if (n == 0)
        n = exactly(f, t);
    if (n == -EAGAIN && (wait = cede__fd_wait(&s->fd, &s->fd.reader, t, &n)) != CEDE_DONE)
        return wait;
    return CEDE__LEAF_DONE(cede_read_exactly, f, n);
}

/* How many kept bytes the delimiter ends; 0: it is not among the first f->n. */
static size_t found(struct cede_read_until__frame *f)
{
    const cede__kept *k = f->s->kept;
    size_t have = smaller(cede__kept_bytes(f->s->kept), f->n);
    const unsigned char *at = NULL;

    if (have > f->searched)
        at = memchr(k->bytes + k->start + f->searched, f->delimiter, have - f->searched);
    f->searched = have;
    return at ? (size_t)(at - (k->bytes + k->start)) + 1 : 0;
}

/* The result of read_until; -EAGAIN: not yet. */
static ssize_t until(struct cede_read_until__frame *f, cede_task *t)
{
    size_t n;

    if (cede__gives_way(t))
        return -EAGAIN;
    while ((n = found(f)) == 0) {
        ssize_t got = f->searched == f->n ? -EMSGSIZE : keep_more(f->s, t);
        if (got == 0 && f->s->kept)
            return -ENODATA;
        if (got <= 0)
            return got;
    }
    take(f->s, t, f->buf, n);
    return (ssize_t)n;
}

cede_status cede_read_until__step(void *frame, cede_task *t)
{
    struct cede_read_until__frame *f = frame;
    cede_stream *s = f->s;
    ssize_t n = cede__fd_claim(&s->fd.reader, t);
    cede_status wait;

    if (f->state == 0) {
        f->state = 1;
        f->searched = 0;
    }
    if (n == 0)
        n = until(f, t);
    if (n == -EAGAIN && (wait = cede__fd_wait(&s->fd, &s->fd.reader, t, &n)) != CEDE_DONE)
        return wait;
    return CEDE__LEAF_DONE(cede_read_until, f, n);
}

/* ---- sending ------------------------------------------------------------------- */

/* What one send takes; -EAGAIN: nothing yet, or the task has to give way. After a
 * short one the next finds out whether there is room: large writes pay for it, not
 * small ones. */
static inline ssize_t transmit(cede_stream *s, cede_task *t, const void *buf, size_t n)
{
    cede_fd *d = &s->fd;
    ssize_t sent;

    if (!(d->ready & CEDE__WRITABLE) || cede__gives_way(t))
        return -EAGAIN;
    sent = send(d->fd, buf, n, MSG_NOSIGNAL);
    if (CEDE__UNLIKELY(sent < 0))
        return failed(d, CEDE__WRITABLE, t);
    s->written += (uint64_t)sent;
    return sent;
}

cede_status cede_write__step(void *frame, cede_task *t)
{
    struct cede_write__frame *f = frame;
    cede_stream *s = f->s;
    ssize_t n = cede__fd_claim(&s->fd.writer, t);
    cede_status wait;

    if (n == 0)
        n = transmit(s, t, f->buf, f->n);
    if (n == -EAGAIN && (wait = cede__fd_wait(&s->fd, &s->fd.writer, t, &n)) != CEDE_DONE)
        return wait;
    return CEDE__LEAF_DONE(cede_write, f, n);
}

/* 0 when all is written, else what transmit says. */
static inline ssize_t transmit_all(struct cede_write_all__frame *f, cede_stream *s, cede_task *t)
{
    while (f->n > 0) {
        ssize_t sent = transmit(s, t, f->buf, f->n);
        if (CEDE__UNLIKELY(sent < 0))
            return sent;
        if ((size_t)sent == f->n)
            return 0;
        f->buf = (const char *)f->buf + sent;
        f->n -= (size_t)sent;
    }
    return 0;
}

cede_status cede_write_all__step(void *frame, cede_task *t)
{
    struct cede_write_all__frame *f = frame;
    cede_stream *s = f->s;
    ssize_t n = cede__fd_claim(&s->fd.writer, t);
    cede_status wait;

    if (n == 0)
        n = transmit_all(f, s, t);
    if (n == -EAGAIN && (wait = cede__fd_wait(&s->fd, &s->fd.writer, t, &n)) != CEDE_DONE)
        return wait;
    return CEDE__LEAF_DONE(cede_write_all, f, (int)n);
}

/* ---- ending ------------------------------------------------------------------- */

cede_status cede_shutdown__step(void *frame, cede_task *t)
{
    struct cede_shutdown__frame *f = frame;
    int err = shutdown(f->s->fd.fd, SHUT_WR) < 0 ? -errno : 0;
    (void)t;
    return CEDE__LEAF_DONE(cede_shutdown, f, err);
}

cede_status cede_stream_close__step(void *frame, cede_task *t)
{
    struct cede_stream_close__frame *f = frame;
    if (f->s) {
        if (!cede__fd_vacate(&f->s->fd, &f->state, t))
            return CEDE_PENDING;
        cede__stream_free(cede__loop_of(t), f->s);
    }
    return CEDE__LEAF_DONE(cede_stream_close, f, 0);
}

/* ---- making one of what is there ------------------------------------------------ */

static int is_tcp(int fd)
{
    int domain, type;
    socklen_t n = sizeof domain;

    if (getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &n) < 0)
        return -errno;
    n = sizeof type;
    if (getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &n) < 0)
        return -errno;
    return type == SOCK_STREAM && (domain == AF_INET || domain == AF_INET6);
}

int cede_stream_wrap(cede_stream **out, int fd)
{
    cede_loop *loop = cede_loop_current();
    int tcp = is_tcp(fd), one = 1, err;
    cede_stream *s;

    if (tcp < 0)
        return tcp;
    if (fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK) < 0)
        return -errno;
    if (tcp)
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    s = cede__stream_new(loop);
    if (!s)
        return -ENOMEM;
    err = cede__stream_open(loop, s, fd, tcp, CEDE__WRITABLE);
    if (err < 0)
        cede__stream_free(loop, s);
    else
        *out = s;
    return err;
}

int cede_stream_pair(cede_stream **a, cede_stream **b)
{
    int fds[2], err;

    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) < 0)
        return -errno;
    cede_stream *first;
    err = cede_stream_wrap(&first, fds[0]);
    if (err < 0)
        goto close_both;
    err = cede_stream_wrap(b, fds[1]);
    if (err < 0)
        goto free_first;
    *a = first;
    return 0;

free_first:
    cede__stream_free(cede_loop_current(), first);
    close(fds[1]);
    return err;
close_both:
    close(fds[0]);
    close(fds[1]);
    return err;
}

/* ---- queries --------------------------------------------------------------------- */

uint64_t cede_stream_written(const cede_stream *s)
{
    return s->written;
}

size_t cede_stream_kept(const cede_stream *s)
{
    return cede__kept_bytes(s->kept);
}

int cede_stream_fd(const cede_stream *s)
{
    return s->fd.fd;
}

/* ---- plain symbols ------------------------------------------------------------------- */

CEDE__LEAF_FN(cede_read, CEDE__FAILS);
ssize_t cede_read(cede_stream *s, void *buf, size_t n)
{
    void *area = cede__enter(&cede_read__fn);
    if (area)
        CEDE__ARGS(cede_read, area, 0, s, buf, n);
    return 0;
}

CEDE__LEAF_FN(cede_peek, CEDE__FAILS);
ssize_t cede_peek(cede_stream *s, const void **data, size_t at_least)
{
    void *area = cede__enter(&cede_peek__fn);
    if (area)
        CEDE__ARGS(cede_peek, area, 0, s, data, at_least);
    return 0;
}

CEDE__LEAF_FN(cede_read_exactly, CEDE__FAILS);
ssize_t cede_read_exactly(cede_stream *s, void *buf, size_t n)
{
    void *area = cede__enter(&cede_read_exactly__fn);
    if (area)
        CEDE__ARGS(cede_read_exactly, area, 0, s, buf, n);
    return 0;
}

CEDE__LEAF_FN(cede_read_until, CEDE__FAILS);
ssize_t cede_read_until(cede_stream *s, int delimiter, void *buf, size_t n)
{
    void *area = cede__enter(&cede_read_until__fn);
    if (area)
        CEDE__ARGS(cede_read_until, area, 0, s, delimiter, buf, n);
    return 0;
}

CEDE__LEAF_FN(cede_write, CEDE__FAILS);
ssize_t cede_write(cede_stream *s, const void *buf, size_t n)
{
    void *area = cede__enter(&cede_write__fn);
    if (area)
        CEDE__ARGS(cede_write, area, 0, s, buf, n);
    return 0;
}

CEDE__LEAF_FN(cede_write_all, CEDE__FAILS);
int cede_write_all(cede_stream *s, const void *buf, size_t n)
{
    void *area = cede__enter(&cede_write_all__fn);
    if (area)
        CEDE__ARGS(cede_write_all, area, 0, s, buf, n);
    return 0;
}

CEDE__LEAF_FN(cede_shutdown, CEDE__FAILS);
int cede_shutdown(cede_stream *s)
{
    void *area = cede__enter(&cede_shutdown__fn);
    if (area)
        CEDE__ARGS(cede_shutdown, area, 0, s);
    return 0;
}

CEDE__LEAF_FN(cede_stream_close, CEDE__FAILS);
int cede_stream_close(cede_stream *s)
{
    void *area = cede__enter(&cede_stream_close__fn);
    if (area)
        CEDE__ARGS(cede_stream_close, area, 0, s);
    return 0;
}
