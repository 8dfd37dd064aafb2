/* test_memory.c: without memory nothing is lost: a whole exchange, once per allocation
 * that can fail. */
#include "net.h"

struct shortage {
    unsigned asked, fail_at;        /* the n-th allocation fails; 0: none does */
    unsigned blocks;
};

static void *get(void *ctx, size_t size)
{
    struct shortage *m = ctx;
    void *block = ++m->asked == m->fail_at ? NULL : malloc(size);
    m->blocks += block != NULL;
    return block;
}

static void put(void *ctx, void *block, size_t size)
{
    struct shortage *m = ctx;
    memset(block, 0xA5, size);
    free(block);
    m->blocks--;
}

struct exchange {
    cede_listener l;
    cede_group g;
    cede_stream *server, *client;
    char in[32];
    int err, server_err, client_err, served;
};

#define TRY(err, op, ...) \
    HAND_AWAIT(op, __VA_ARGS__); \
    c->err = (int)HAND_RESULT(op); \
    if (c->err < 0) \
        goto leave

/* Takes one connection and answers a line. */
NET_HAND(answer, struct exchange)
{
    struct exchange *c = self->c;
    HAND_BEGIN(answer);
    TRY(server_err, cede_accept, &c->l, &c->server);
    TRY(server_err, cede_read_until, c->server, '\n', c->in, sizeof c->in);
    TRY(server_err, cede_write_all, c->server, c->in, 6);
    c->served = 1;
    HAND_FINALLY();
    HAND_AWAIT(cede_stream_close, c->server);
    HAND_END(answer, c->server_err);
}
HAND_DEFINE(answer, (struct exchange *c), c)

NET_HAND(ask, struct exchange)
{
    struct exchange *c = self->c;
    HAND_BEGIN(ask);
    TRY(client_err, cede_connect_tcp, &c->client, "127.0.0.1", cede_listener_port(&c->l));
    TRY(client_err, cede_write_all, c->client, "hello\nmore", 10);
    TRY(client_err, cede_read_exactly, c->client, c->in, 6);
    c->client_err = c->client_err == 6 && !memcmp(c->in, "hello\n", 6) ? 0 : c->client_err;
    HAND_FINALLY();
    HAND_AWAIT(cede_stream_close, c->client);
    HAND_END(ask, c->client_err);
}
HAND_DEFINE(ask, (struct exchange *c), c)

NET_HAND(exchange, struct exchange)
{
    struct exchange *c = self->c;
    HAND_BEGIN(exchange);
    cede__group_begin(t, &c->g, 0);
    c->l.fd.fd = -1;
    TRY(err, cede_listen_tcp, &c->l, "127.0.0.1", 0);
    c->err = cede_spawn(&c->g, answer(c));
    if (c->err == 0)
        c->err = cede_spawn(&c->g, ask(c));
    if (c->err < 0)
        cede_group_cancel(&c->g);
    HAND_FINALLY();
    NET_GROUP_END(&c->g);
    HAND_AWAIT(cede_listener_close, &c->l);
    HAND_END(exchange, c->err ? c->err : cede_group_error(&c->g));
}
HAND_DEFINE(exchange, (struct exchange *c), c)

/* How many allocations there were; `*outcome`: of the call, or of making the loop. */
static unsigned run(void **state, unsigned fail_at, int *outcome)
{
    struct shortage m = { .fail_at = fail_at };
    struct exchange x = { 0 };
    cede_loop_config config = { .selector = *state, .memory = { get, put, &m } };
    cede_loop *loop;

    *outcome = cede_loop_new(&loop, &config);
    if (*outcome == 0) {
        *outcome = cede_loop_run(loop, exchange(&x));
        cede_loop_free(loop);
    }
    if (*outcome == 0)
        assert_int_equal(x.served, 1);
    assert_int_equal(m.blocks, 0);
    return m.asked;
}

static void an_exchange_survives_each_allocation_that_fails(void **state)
{
    int before = net_descriptors(), outcome;
    unsigned n = run(state, 0, &outcome);
    assert_int_equal(outcome, 0);
    for (unsigned i = 1; i <= n; i++) {
        run(state, i, &outcome);
        assert_int_equal(outcome, -ENOMEM);
        assert_int_equal(net_descriptors(), before);
    }
    assert_in_range(n, 8, 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        NET_TEST(an_exchange_survives_each_allocation_that_fails),
    };
    return cmocka_run_group_tests(tests, net_warm_up, NULL);
}
