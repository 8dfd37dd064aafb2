/* test_listener.c: listening, accepting and connecting, also when something is short. */
#include "net.h"
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include "timers.h"

struct shop {
    cede_listener l, other;
    cede_group g;
    cede_stream *s, *client[8];
    cede_task *accepter, *connecting[8];
    int err, port, accepted, i, next[8], first[8];
    char in[16];
    char path[64];
    int64_t now_ns;             /* the loop's clock, moved by hand */
    unsigned long steps;
    struct rlimit limit;
};

static cede_time clock_by_hand(void *ctx)
{
    cede_time t = { ((struct shop *)ctx)->now_ns };
    return t;
}

static void run(void **state, int (*call)(struct shop *))
{
    struct shop w = { 0 };
    int before = net_descriptors();
    cede_loop_config config = { .selector = *state, .clock = clock_by_hand, .clock_ctx = &w };
    cede_loop *loop;

    assert_int_equal(cede_loop_new(&loop, &config), 0);
    assert_int_equal(cede_loop_run(loop, call(&w)), 0);
    assert_int_equal(loop_blocks(loop), 0);
    assert_int_equal(loop->timers.count, 0);
    cede_loop_free(loop);
    assert_int_equal(net_descriptors(), before);
}

/* A task with a listener and a group, closed at the end. */
#define SHOP(f) \
    NET_HAND(f, struct shop) \
    { \
        struct shop *c = self->c; \
        HAND_BEGIN(f); \
        cede__group_begin(t, &c->g, 0); \
        HAND_AWAIT(cede_listen_tcp, &c->l, "127.0.0.1", 0); \
        assert_int_equal(HAND_RESULT(cede_listen_tcp), 0); \
        c->port = cede_listener_port(&c->l)
#define SHOP_END(f) \
        HAND_FINALLY(); \
        NET_GROUP_END(&c->g); \
        for (c->i = 0; c->i < 8; c->i++) { \
            HAND_AWAIT(cede_stream_close, c->client[c->i]); \
        } \
        HAND_AWAIT(cede_listener_close, &c->l); \
        HAND_END(f, 0); \
    } \
    HAND_DEFINE(f, (struct shop *c), c)

#define CONNECT(i) \
    HAND_AWAIT(cede_connect_tcp, &c->client[i], "127.0.0.1", c->port); \
    assert_int_equal(HAND_RESULT(cede_connect_tcp), 0)

/* ---- addresses ---------------------------------------------------------------------- */

SHOP(addresses);
    assert_in_range(c->port, 1, 65535);
    HAND_AWAIT(cede_listen_tcp, &c->other, "127.0.0.1", c->port);
    assert_int_equal(HAND_RESULT(cede_listen_tcp), -EADDRINUSE);
    HAND_AWAIT(cede_listen_tcp, &c->other, "localhost", 0);
    assert_int_equal(HAND_RESULT(cede_listen_tcp), -EINVAL);
    HAND_AWAIT(cede_listen_tcp, &c->other, "127.0.0.1", 65536);
    assert_int_equal(HAND_RESULT(cede_listen_tcp), -EINVAL);
    HAND_AWAIT(cede_connect_tcp, &c->s, "127.1.1", c->port);
    assert_int_equal(HAND_RESULT(cede_connect_tcp), -EINVAL);
    HAND_AWAIT(cede_listener_close, &c->l);
    HAND_AWAIT(cede_connect_tcp, &c->s, "127.0.0.1", c->port);
    assert_int_equal(HAND_RESULT(cede_connect_tcp), -ECONNREFUSED);
    HAND_AWAIT(cede_listen_tcp, &c->l, NULL, 0);
    assert_int_equal(HAND_RESULT(cede_listen_tcp), 0);
    c->port = cede_listener_port(&c->l);
    CONNECT(0);
SHOP_END(addresses)

static void wrong_addresses_are_errors(void **state)
{
    run(state, addresses);
}

NET_HAND(unix_path, struct shop)
{
    struct shop *c = self->c;
    struct stat st;
    HAND_BEGIN(unix_path);
    snprintf(c->path, sizeof c->path, "cede-test-%d.socket", (int)getpid());
    HAND_AWAIT(cede_connect_unix, &c->s, c->path);
    assert_int_equal(HAND_RESULT(cede_connect_unix), -ENOENT);
    HAND_AWAIT(cede_listen_unix, &c->l, c->path);
    assert_int_equal(HAND_RESULT(cede_listen_unix), 0);
    assert_int_equal(cede_listener_port(&c->l), -EAFNOSUPPORT);
    HAND_AWAIT(cede_listen_unix, &c->other, c->path);
    assert_int_equal(HAND_RESULT(cede_listen_unix), -EADDRINUSE);
    HAND_AWAIT(cede_connect_unix, &c->client[0], c->path);
    assert_int_equal(HAND_RESULT(cede_connect_unix), 0);
    HAND_AWAIT(cede_accept, &c->l, &c->s);
    assert_int_equal(HAND_RESULT(cede_accept), 0);
    HAND_AWAIT(cede_write_all, c->client[0], "hello", 5);
    HAND_AWAIT(cede_read_exactly, c->s, c->in, 5);
    assert_memory_equal(c->in, "hello", 5);
    HAND_FINALLY();
    HAND_AWAIT(cede_stream_close, c->s);
    HAND_AWAIT(cede_stream_close, c->client[0]);
    HAND_AWAIT(cede_listener_close, &c->l);
    assert_int_equal(stat(c->path, &st), -1);
    HAND_END(unix_path, 0);
}
HAND_DEFINE(unix_path, (struct shop *c), c)

static void a_unix_listener_removes_its_path(void **state)
{
    run(state, unix_path);
}

/* ---- accepting ------------------------------------------------------------------------- */

SHOP(nodelay);
    CONNECT(0);
    HAND_AWAIT(cede_accept, &c->l, &c->client[1]);
    for (int end = 0; end < 2; end++) {
        int on = 0;
        socklen_t n = sizeof on;
        getsockopt(cede_stream_fd(c->client[end]), IPPROTO_TCP, TCP_NODELAY, &on, &n);
        assert_true(on);
    }
SHOP_END(nodelay)

static void both_ends_send_at_once(void **state)
{
    run(state, nodelay);
}

SHOP(reset_in_queue);
    CONNECT(0);
    struct linger hard = { 1, 0 };
    setsockopt(cede_stream_fd(c->client[0]), SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    HAND_AWAIT(cede_stream_close, c->client[0]);
    c->client[0] = NULL;
    CONNECT(1);
    HAND_AWAIT(cede_write_all, c->client[1], "alive", 5);
    HAND_AWAIT(cede_accept, &c->l, &c->client[2]);
    HAND_AWAIT(cede_read, c->client[2], c->in, sizeof c->in);
    assert_int_equal(HAND_RESULT(cede_read), -ECONNRESET);
    HAND_AWAIT(cede_accept, &c->l, &c->client[3]);
    HAND_AWAIT(cede_read, c->client[3], c->in, sizeof c->in);
    assert_int_equal(HAND_RESULT(cede_read), 5);
SHOP_END(reset_in_queue)

static void a_connection_that_is_reset_in_the_queue_disturbs_no_other(void **state)
{
    run(state, reset_in_queue);
}

/* Data, and the end right behind it: one report for both. */
SHOP(sent_and_gone);
    CONNECT(0);
    HAND_AWAIT(cede_write_all, c->client[0], "abc", 3);
    HAND_AWAIT(cede_stream_close, c->client[0]);
    c->client[0] = NULL;
    HAND_AWAIT(cede_accept, &c->l, &c->client[1]);
    HAND_AWAIT(cede_read, c->client[1], c->in, sizeof c->in);
    assert_int_equal(HAND_RESULT(cede_read), 3);
    HAND_AWAIT(cede_read, c->client[1], c->in, sizeof c->in);
    assert_int_equal(HAND_RESULT(cede_read), 0);
SHOP_END(sent_and_gone)

static void an_end_right_behind_data_is_seen(void **state)
{
    run(state, sent_and_gone);
}

/* A read stops at the mark of urgent data although more is there. */
SHOP(urgent);
    CONNECT(0);
    HAND_AWAIT(cede_write_all, c->client[0], "12", 2);
    assert_int_equal(send(cede_stream_fd(c->client[0]), "!", 1, MSG_OOB), 1);
    HAND_AWAIT(cede_write_all, c->client[0], "34", 2);
    HAND_AWAIT(cede_accept, &c->l, &c->client[1]);
    HAND_AWAIT(cede_read_exactly, c->client[1], c->in, 4);
    assert_int_equal(HAND_RESULT(cede_read_exactly), 4);
    assert_memory_equal(c->in, "1234", 4);
SHOP_END(urgent)

static void urgent_data_hides_nothing(void **state)
{
    run(state, urgent);
}

NET_HAND(accept_all, struct shop)
{
    struct shop *c = self->c;
    HAND_BEGIN(accept_all);
    for (;;) {
        HAND_AWAIT(cede_accept, &c->l, &c->s);
        c->err = HAND_RESULT(cede_accept);
        if (c->err < 0)
            break;
        c->client[4 + c->accepted++] = c->s;
    }
    HAND_FINALLY();
    HAND_END(accept_all, 0);
}
HAND_DEFINE(accept_all, (struct shop *c), c)

SHOP(closed_under);
    assert_int_equal(cede_spawn(&c->g, accept_all(c)), 0);
    HAND_AWAIT0(cede_yield);
    HAND_AWAIT(cede_accept, &c->l, &c->s);
    assert_int_equal(HAND_RESULT(cede_accept), -EBUSY);
    HAND_AWAIT(cede_listener_close, &c->l);
    assert_int_equal(c->err, -EBADF);
SHOP_END(closed_under)

static void who_accepts_from_a_closed_listener_gets_ebadf(void **state)
{
    run(state, closed_under);
}

/* ---- no descriptors --------------------------------------------------------------------- */

/* Leaves the process without a free descriptor: all below the limit are open. */
static void use_up(struct shop *c)
{
    int fd = dup(0);
    struct rlimit low;
    assert_true(fd > 0);
    close(fd);
    getrlimit(RLIMIT_NOFILE, &c->limit);
    low = c->limit;
    low.rlim_cur = (rlim_t)fd;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &low), 0);
}

static void give_back(struct shop *c)
{
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &c->limit), 0);
}

#define YIELDS(n) \
    for (c->i = 0; c->i < (n); c->i++) { \
        HAND_AWAIT0(cede_yield); \
    }

/* The kernel may take its time to put a connection into the queue. */
#define UNTIL(condition) \
    while (!(condition)) { \
        HAND_AWAIT0(cede_yield); \
    }

/* No descriptor, and two connections in the queue. */
#define STARVE() \
    CONNECT(0); \
    CONNECT(1); \
    use_up(c); \
    c->accepter = cede_spawn_task(&c->g, accept_all(c)); \
    YIELDS(200) \
    assert_int_equal(c->accepted, 0); \
    c->steps = cede_loop_count(cede_loop_current()).steps

SHOP(starved_then_closed);
    STARVE();
    YIELDS(1000);
    /* It waits: all the steps were ours. */
    assert_int_equal(cede_loop_count(cede_loop_current()).steps - c->steps, 1000);
    HAND_AWAIT(cede_stream_close, c->client[0]);
    c->client[0] = NULL;
    UNTIL(c->accepted == 1);
    give_back(c);
    cede_task_cancel(c->accepter, 0);
SHOP_END(starved_then_closed)

static void without_descriptors_accept_waits_until_a_stream_is_closed(void **state)
{
    run(state, starved_then_closed);
}

SHOP(starved_then_time);
    STARVE();
    give_back(c);
    YIELDS(200);
    assert_int_equal(c->accepted, 0);
    c->now_ns += 101 * 1000000;
    UNTIL(c->accepted >= 1);        /* valgrind limits descriptors itself, and drops one */
    cede_task_cancel(c->accepter, 0);
SHOP_END(starved_then_time)

static void without_descriptors_accept_tries_again_after_a_tenth_of_a_second(void **state)
{
    run(state, starved_then_time);
}

SHOP(starved_then_cancelled);
    STARVE();
    cede_task_cancel(c->accepter, 0);
    HAND_AWAIT(cede_join, c->accepter);
    assert_int_equal(HAND_RESULT(cede_join), -ECANCELED);
    give_back(c);
SHOP_END(starved_then_cancelled)

static void a_starved_accept_can_be_cancelled(void **state)
{
    run(state, starved_then_cancelled);
}

/* ---- connecting takes long ------------------------------------------------------------------ */

struct attempt {
    struct shop *shop;
    int number, err;
};

NET_HAND(attempt, struct attempt)
{
    struct attempt *c = self->c;
    HAND_BEGIN(attempt);
    HAND_AWAIT(cede_connect_tcp, &c->shop->client[c->number], "127.0.0.1", c->shop->port);
    c->err = HAND_RESULT(cede_connect_tcp);
    HAND_FINALLY();
    HAND_END(attempt, c->err);
}
HAND_DEFINE(attempt, (struct attempt *c), c)

/* With a queue of one, the third connection's first packet is dropped. */
SHOP(slow);
    static struct attempt attempts[4];
    assert_int_equal(listen(c->l.fd.fd, 0), 0);
    for (int i = 0; i < 4; i++) {
        attempts[i] = (struct attempt){ c, i, 1 };
        c->connecting[i] = cede_spawn_task(&c->g, attempt(&attempts[i]));
    }
    YIELDS(200);
    assert_int_equal(attempts[0].err, 0);
    assert_int_equal(attempts[3].err, 1);
    for (int i = 0; i < 4; i++)
        cede_task_cancel(c->connecting[i], 0);
SHOP_END(slow)

static void a_cancelled_connect_leaves_nothing_open(void **state)
{
    run(state, slow);
}

NET_HAND(attempt_unix, struct attempt)
{
    struct attempt *c = self->c;
    HAND_BEGIN(attempt_unix);
    HAND_AWAIT(cede_connect_unix, &c->shop->client[c->number], c->shop->path);
    c->err = HAND_RESULT(cede_connect_unix);
    HAND_FINALLY();
    HAND_END(attempt_unix, c->err);
}
HAND_DEFINE(attempt_unix, (struct attempt *c), c)

NET_HAND(full_queue, struct shop)
{
    static struct attempt attempts[3];
    struct shop *c = self->c;
    HAND_BEGIN(full_queue);
    cede__group_begin(t, &c->g, 0);
    snprintf(c->path, sizeof c->path, "cede-test-%d.socket", (int)getpid());
    HAND_AWAIT(cede_listen_unix, &c->l, c->path);
    assert_int_equal(listen(c->l.fd.fd, 0), 0);
    for (int i = 0; i < 3; i++) {
        attempts[i] = (struct attempt){ c, i, 1 };
        assert_int_equal(cede_spawn(&c->g, attempt_unix(&attempts[i])), 0);
    }
    YIELDS(200);
    assert_int_equal(attempts[0].err, 0);
    assert_int_equal(attempts[2].err, 1);
    c->accepter = cede_spawn_task(&c->g, accept_all(c));
    while (attempts[2].err) {
        c->now_ns += 6 * 1000000;
        HAND_AWAIT0(cede_yield);
    }
    cede_task_cancel(c->accepter, 0);
    HAND_FINALLY();
    NET_GROUP_END(&c->g);
    for (c->i = 0; c->i < 8; c->i++) {
        HAND_AWAIT(cede_stream_close, c->client[c->i]);
    }
    HAND_AWAIT(cede_listener_close, &c->l);
    HAND_END(full_queue, 0);
}
HAND_DEFINE(full_queue, (struct shop *c), c)

static void connecting_to_a_full_unix_queue_waits(void **state)
{
    run(state, full_queue);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        NET_TEST(wrong_addresses_are_errors),
        NET_TEST(a_unix_listener_removes_its_path),
        NET_TEST(both_ends_send_at_once),
        NET_TEST(a_connection_that_is_reset_in_the_queue_disturbs_no_other),
        NET_TEST(an_end_right_behind_data_is_seen),
        NET_TEST(urgent_data_hides_nothing),
        NET_TEST(who_accepts_from_a_closed_listener_gets_ebadf),
        NET_TEST(without_descriptors_accept_waits_until_a_stream_is_closed),
        NET_TEST(without_descriptors_accept_tries_again_after_a_tenth_of_a_second),
        NET_TEST(a_starved_accept_can_be_cancelled),
        NET_TEST(a_cancelled_connect_leaves_nothing_open),
        NET_TEST(connecting_to_a_full_unix_queue_waits),
    };
    return cmocka_run_group_tests(tests, net_warm_up, NULL);
}
