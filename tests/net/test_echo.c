/* test_echo.c: servers and clients in one loop, over the loopback, with each selector. */
#include "net.h"
#include <sys/resource.h>
#include <sys/socket.h>

/* ---- an echo server -------------------------------------------------------------- */

struct conn {
    cede_stream *s;
    char buf[256];
    ssize_t n;
};

NET_HAND(echo, struct conn)
{
    struct conn *c = self->c;
    HAND_BEGIN(echo);
    for (;;) {
        HAND_AWAIT(cede_read, c->s, c->buf, sizeof c->buf);
        c->n = HAND_RESULT(cede_read);
        if (c->n <= 0)
            break;
        HAND_AWAIT(cede_write_all, c->s, c->buf, (size_t)c->n);
        if (HAND_RESULT(cede_write_all) < 0)
            break;
    }
    HAND_FINALLY();
    HAND_AWAIT(cede_stream_close, c->s);
    free(c);
    HAND_END(echo, 0);
}
HAND_DEFINE(echo, (struct conn *c), c)

struct server {
    cede_listener l;
    cede_group g;
    cede_stream *s;
    int wanted, accepted, err;
};

/* Takes `wanted` connections. */
NET_HAND(serve, struct server)
{
    struct server *c = self->c;
    HAND_BEGIN(serve);
    cede__group_begin(t, &c->g, 0);
    while (c->accepted < c->wanted) {
        HAND_AWAIT(cede_accept, &c->l, &c->s);
        c->err = HAND_RESULT(cede_accept);
        if (c->err < 0)
            break;
        c->accepted++;
        struct conn *one = calloc(1, sizeof *one);
        one->s = c->s;
        assert_int_equal(cede_spawn(&c->g, echo(one)), 0);
    }
    HAND_FINALLY();
    NET_GROUP_END(&c->g);
    HAND_AWAIT(cede_listener_close, &c->l);
    HAND_END(serve, c->err);
}
HAND_DEFINE(serve, (struct server *c), c)

/* ---- clients ------------------------------------------------------------------------ */

struct client {
    int port, rounds, number;
    int reset_at;               /* resets the connection in this round; -1: never */
    cede_stream *s;
    char out[64], in[64];
    int round, err;
};

NET_HAND(client, struct client)
{
    struct client *c = self->c;
    HAND_BEGIN(client);
    c->s = NULL;
    HAND_AWAIT(cede_connect_tcp, &c->s, "127.0.0.1", c->port);
    c->err = HAND_RESULT(cede_connect_tcp);
    for (c->round = 0; c->err == 0 && c->round < c->rounds; c->round++) {
        memset(c->out, 0, sizeof c->out);
        snprintf(c->out, sizeof c->out, "client %d round %d", c->number, c->round);
        HAND_AWAIT(cede_write_all, c->s, c->out, sizeof c->out);
        c->err = HAND_RESULT(cede_write_all);
        if (c->round == c->reset_at) {
            struct linger hard = { 1, 0 };
            setsockopt(cede_stream_fd(c->s), SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
            break;
        }
        HAND_AWAIT(cede_read_exactly, c->s, c->in, sizeof c->in);
        if (HAND_RESULT(cede_read_exactly) != (ssize_t)sizeof c->in || memcmp(c->in, c->out, sizeof c->in))
            c->err = -EBADMSG;
    }
    HAND_FINALLY();
    HAND_AWAIT(cede_stream_close, c->s);
    HAND_END(client, c->err);
}
HAND_DEFINE(client, (struct client *c), c)

struct world {
    struct server server;
    struct client *clients;
    int n, rounds, reset, i;
    cede_group g;
};

NET_HAND(world, struct world)
{
    struct world *c = self->c;
    HAND_BEGIN(world);
    cede__group_begin(t, &c->g, 0);
    HAND_AWAIT(cede_listen_tcp, &c->server.l, "127.0.0.1", 0);
    assert_int_equal(HAND_RESULT(cede_listen_tcp), 0);
    c->server.wanted = c->n;
    assert_int_equal(cede_spawn(&c->g, serve(&c->server)), 0);
    for (c->i = 0; c->i < c->n; c->i++) {
        struct client *k = &c->clients[c->i];
        k->port = cede_listener_port(&c->server.l);
        k->number = c->i;
        k->rounds = c->rounds;
        k->reset_at = c->reset && c->i == 7 ? c->rounds / 2 : -1;
        assert_int_equal(cede_spawn(&c->g, client(k)), 0);
    }
    HAND_FINALLY();
    NET_GROUP_END(&c->g);
    HAND_END(world, cede_group_error(&c->g));
}
HAND_DEFINE(world, (struct world *c), c)

/* ---- with each selector ---------------------------------------------------------------- */

static void echo_world(void **state, int n, int rounds, int reset)
{
    struct world w = { .n = n, .rounds = rounds, .reset = reset };
    cede_loop *loop = net_loop(state);

    w.clients = calloc((size_t)n, sizeof *w.clients);
    assert_int_equal(cede_loop_run(loop, world(&w)), 0);
    for (int i = 0; i < n; i++)
        assert_int_equal(w.clients[i].round, w.clients[i].reset_at < 0 ? rounds : rounds / 2);
    cede_loop_free(loop);
    free(w.clients);
}

static void fifty_clients_get_back_what_they_sent(void **state)
{
    echo_world(state, 50, 100, 0);
}

static void a_reset_connection_disturbs_no_other(void **state)
{
    echo_world(state, 50, 100, 1);
}

static void a_thousand_connections(void **state)
{
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_cur < 2100) {
        limit.rlim_cur = limit.rlim_max < 4096 ? limit.rlim_max : 4096;
        if (setrlimit(RLIMIT_NOFILE, &limit) < 0 || limit.rlim_cur < 2100)
            skip();
    }
    echo_world(state, 1000, 3, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        NET_TEST(fifty_clients_get_back_what_they_sent),
        NET_TEST(a_reset_connection_disturbs_no_other),
        NET_TEST(a_thousand_connections),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
