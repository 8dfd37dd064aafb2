/* echo.c: an echo server by hand on io_uring: accept and receive are asked for once
 * (multishot), the kernel takes the buffers from a ring of ours, and one system call a
 * batch submits and waits.
 *
 * The least that is correct for short messages: what a peer does not read is not kept. */
#include "listen.h"
#include <errno.h>
#include <liburing.h>
#include <netinet/tcp.h>
#include <unistd.h>

enum { ENTRIES = 4096, COMPLETIONS = 32768, BUFFERS = 4096, BUFFER_BYTES = 512, GROUP = 0 };

/* What a completion is of, in the low bits of its user data; above: descriptor, buffer. */
enum { ACCEPTED, RECEIVED, SENT };

static struct io_uring ring;
static struct io_uring_buf_ring *free_buffers;
static char buffers[BUFFERS][BUFFER_BYTES];

static void die(const char *what, int err)
{
    fprintf(stderr, "io_uring: %s: %s\n", what, strerror(-err));
    exit(1);
}

static struct io_uring_sqe *entry(int kind, int fd, unsigned buffer)
{
    struct io_uring_sqe *e;
    while (!(e = io_uring_get_sqe(&ring)))
        io_uring_submit(&ring);
    e->user_data = (uint64_t)buffer << 40 | (uint64_t)fd << 8 | (uint64_t)kind;
    return e;
}

/* Preparing an entry clears its user data in some versions of liburing, so it is kept. */
#define PREPARE(e, prepare, ...) \
    do { uint64_t data = (e)->user_data; prepare((e), __VA_ARGS__); (e)->user_data = data; } while (0)

static void accept_all(int listener)
{
    struct io_uring_sqe *e = entry(ACCEPTED, listener, 0);
    PREPARE(e, io_uring_prep_multishot_accept, listener, NULL, NULL, 0);
}

static void receive_all(int fd)
{
    struct io_uring_sqe *e = entry(RECEIVED, fd, 0);
    PREPARE(e, io_uring_prep_recv_multishot, fd, NULL, 0, 0);
    e->flags |= IOSQE_BUFFER_SELECT;
    e->buf_group = GROUP;
}

static void give_back(unsigned buffer)
{
    io_uring_buf_ring_add(free_buffers, buffers[buffer], BUFFER_BYTES, (unsigned short)buffer,
                          io_uring_buf_ring_mask(BUFFERS), 0);
    io_uring_buf_ring_advance(free_buffers, 1);
}

static void accepted(const struct io_uring_cqe *c, int listener)
{
    int one = 1;
    if (c->res >= 0) {
        setsockopt(c->res, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        receive_all(c->res);
    }
    if (!(c->flags & IORING_CQE_F_MORE))
        accept_all(listener);
}

static void received(const struct io_uring_cqe *c, int fd)
{
    if (c->res > 0) {
        unsigned buffer = c->flags >> IORING_CQE_BUFFER_SHIFT;
        struct io_uring_sqe *e = entry(SENT, fd, buffer);
        PREPARE(e, io_uring_prep_send, fd, buffers[buffer], (size_t)c->res, MSG_NOSIGNAL | MSG_WAITALL);
    } else if (c->res != -ENOBUFS) {
        close(fd);
        return;
    }
    if (!(c->flags & IORING_CQE_F_MORE))
        receive_all(fd);
}

static void completed(const struct io_uring_cqe *c)
{
    int kind = (int)(c->user_data & 0xff), fd = (int)(c->user_data >> 8 & 0xffffffff);
    if (kind == ACCEPTED)
        accepted(c, fd);
    else if (kind == RECEIVED)
        received(c, fd);
    else
        give_back((unsigned)(c->user_data >> 40));
}

static void set_up(void)
{
    struct io_uring_params p = { .cq_entries = COMPLETIONS,
        .flags = IORING_SETUP_CQSIZE | IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN };
    struct io_uring_buf_reg group = { .ring_entries = BUFFERS, .bgid = GROUP };
    int err = io_uring_queue_init_params(ENTRIES, &ring, &p);
    if (err < 0)
        die("setup", err);
    if (posix_memalign((void **)&free_buffers, 4096, BUFFERS * sizeof (struct io_uring_buf)))
        die("memory", -ENOMEM);
    group.ring_addr = (uint64_t)(uintptr_t)free_buffers;
    err = io_uring_register_buf_ring(&ring, &group, 0);
    if (err < 0)
        die("buffers", err);
    io_uring_buf_ring_init(free_buffers);
    for (unsigned i = 0; i < BUFFERS; i++)
        give_back(i);
}

int main(void)
{
    set_up();
    accept_all(listen_somewhere());
    for (;;) {
        struct io_uring_cqe *c;
        unsigned head, seen = 0;
        io_uring_submit_and_wait(&ring, 1);
        io_uring_for_each_cqe(&ring, head, c) {
            completed(c);
            seen++;
        }
        io_uring_cq_advance(&ring, seen);
    }
}
