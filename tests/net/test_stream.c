/* test_stream.c: what one stream promises: pairs of streams, one task at each end. */
#include "net.h"
#include <fcntl.h>
#include <sys/socket.h>

/* Most tests have one main task, and a second one where two are needed. */
struct two {
    cede_stream *a, *b;         /* a pair */
    cede_group g;
    cede_task *other;
    char in[64], out[64];
    ssize_t n;
    size_t i;
    int err;
    cede__within deadline;
    char *large;
    const void *data;
};

static const char *const text = "the first line\nthe second\nthe rest";

/* Runs it with the test's selector, and proves that nothing is left. */
#define RUN(state, call) \
    do { \
        struct two w = { 0 }; \
        int before = net_descriptors(); \
        cede_loop *loop = net_loop(state); \
        assert_int_equal(cede_loop_run(loop, call(&w)), 0); \
        assert_int_equal(loop_blocks(loop), 0); \
        cede_loop_free(loop); \
        assert_int_equal(net_descriptors(), before); \
    } while (0)

/* One task's body with a pair, closed at the end. */
#define BODY(f) \
    NET_HAND(f, struct two) \
    { \
        struct two *c = self->c; \
        HAND_BEGIN(f); \
        assert_int_equal(cede_stream_pair(&c->a, &c->b), 0); \
        cede__group_begin(t, &c->g, 0)
#define BODY_END(f) \
        HAND_FINALLY(); \
        NET_GROUP_END(&c->g); \
        HAND_AWAIT(cede_stream_close, c->a); \
        HAND_AWAIT(cede_stream_close, c->b); \
        HAND_END(f, 0); \
    } \
    HAND_DEFINE(f, (struct two *c), c)

#define WRITE(s, text) \
    HAND_AWAIT(cede_write_all, (s), (text), strlen(text)); \
    assert_int_equal(HAND_RESULT(cede_write_all), 0)

#define READ_UNTIL(s, expected) \
    HAND_AWAIT(cede_read_until, (s), '\n', c->in, sizeof c->in); \
    assert_int_equal(HAND_RESULT(cede_read_until), strlen(expected)); \
    assert_memory_equal(c->in, expected, strlen(expected))

/* ---- reading ------------------------------------------------------------------------ */

BODY(lines);
    WRITE(c->a, text);
    READ_UNTIL(c->b, "the first line\n");
    assert_int_equal(cede_stream_kept(c->b), strlen("the second\nthe rest"));
    READ_UNTIL(c->b, "the second\n");
    HAND_AWAIT(cede_read, c->b, c->in, sizeof c->in);
    assert_int_equal(HAND_RESULT(cede_read), 8);
    assert_memory_equal(c->in, "the rest", 8);
    assert_int_equal(cede_stream_kept(c->b), 0);
BODY_END(lines)

static void what_came_behind_a_delimiter_stays_for_the_next_read(void **state)
{
    RUN(state, lines);
}

BODY(two_halves);
    WRITE(c->a, "half a li");
    HAND_AWAIT0(cede_yield);
    WRITE(c->a, "ne\n");
    READ_UNTIL(c->b, "half a line\n");
BODY_END(two_halves)

static void a_line_may_come_in_pieces(void **state)
{
    RUN(state, two_halves);
}

BODY(too_long);
    WRITE(c->a, "0123456789");
    HAND_AWAIT(cede_read_until, c->b, '\n', c->in, 8);
    assert_int_equal(HAND_RESULT(cede_read_until), -EMSGSIZE);
    HAND_AWAIT(cede_read_exactly, c->b, c->in, 10);
    assert_int_equal(HAND_RESULT(cede_read_exactly), 10);
    assert_memory_equal(c->in, "0123456789", 10);
BODY_END(too_long)

static void a_line_that_is_too_long_stays_in_the_stream(void **state)
{
    RUN(state, too_long);
}

BODY(ends);
    WRITE(c->a, "abc");
    HAND_AWAIT(cede_shutdown, c->a);
    assert_int_equal(HAND_RESULT(cede_shutdown), 0);
    HAND_AWAIT(cede_read_exactly, c->b, c->in, 4);
    assert_int_equal(HAND_RESULT(cede_read_exactly), -ENODATA);
    HAND_AWAIT(cede_read_until, c->b, '\n', c->in, sizeof c->in);
    assert_int_equal(HAND_RESULT(cede_read_until), -ENODATA);
    HAND_AWAIT(cede_read, c->b, c->in, sizeof c->in);
    assert_int_equal(HAND_RESULT(cede_read), 3);
    HAND_AWAIT(cede_read, c->b, c->in, sizeof c->in);
    assert_int_equal(HAND_RESULT(cede_read), 0);
    HAND_AWAIT(cede_read_until, c->b, '\n', c->in, sizeof c->in);
    assert_int_equal(HAND_RESULT(cede_read_until), 0);
    HAND_AWAIT(cede_read_exactly, c->b, c->in, 4);
    assert_int_equal(HAND_RESULT(cede_read_exactly), 0);
    WRITE(c->b, "the other half is open");
    HAND_AWAIT(cede_read, c->a, c->in, sizeof c->in);
    assert_int_equal(HAND_RESULT(cede_read), 22);
BODY_END(ends)

static void an_end_comes_after_all_that_was_sent_and_stays(void **state)
{
    RUN(state, ends);
}

NET_HAND(late_reader, struct two)
{
    struct two *c = self->c;
    HAND_BEGIN(late_reader);
    HAND_AWAIT(cede_read_exactly, c->b, c->in, 10);
    c->n = HAND_RESULT(cede_read_exactly);
    HAND_FINALLY();
    HAND_END(late_reader, 0);
}
HAND_DEFINE(late_reader, (struct two *c), c)

BODY(cancelled_reader);
    c->n = 1234;
    c->other = cede_spawn_task(&c->g, late_reader(c));
    WRITE(c->a, "01234");
    while (cede_stream_kept(c->b) < 5) {
        HAND_AWAIT0(cede_yield);
    }
    cede_task_cancel(c->other, 0);
    HAND_AWAIT(cede_join, c->other);
    assert_int_equal(HAND_RESULT(cede_join), -ECANCELED);
    assert_int_equal(c->n, 1234);
    WRITE(c->a, "56789");
    HAND_AWAIT(cede_read_exactly, c->b, c->in, 10);
    assert_int_equal(HAND_RESULT(cede_read_exactly), 10);
    assert_memory_equal(c->in, "0123456789", 10);
BODY_END(cancelled_reader)

static void a_cancelled_read_loses_no_byte(void **state)
{
    RUN(state, cancelled_reader);
}

BODY(deadline);
    WRITE(c->a, "0123456789");
    HAND_AWAIT0(cede_yield);
    cede__within_begin(t, &c->deadline, cede_ns(0));
    HAND_AWAIT(cede_read_exactly, c->b, c->in, 10);
    assert_int_equal(HAND_RESULT(cede_read_exactly), 10);
    cede__within_end(t, &c->deadline);
BODY_END(deadline)

static void of_data_and_a_deadline_in_one_turn_the_data_wins(void **state)
{
    RUN(state, deadline);
}

BODY(busy);
    c->other = cede_spawn_task(&c->g, late_reader(c));
    HAND_AWAIT0(cede_yield);
    HAND_AWAIT(cede_read, c->b, c->in, sizeof c->in);
    assert_int_equal(HAND_RESULT(cede_read), -EBUSY);
    WRITE(c->b, "writing is another place");
    cede_task_cancel(c->other, 0);
BODY_END(busy)

static void a_second_reader_gets_ebusy(void **state)
{
    RUN(state, busy);
}

BODY(closed_under);
    c->other = cede_spawn_task(&c->g, late_reader(c));
    HAND_AWAIT0(cede_yield);
    HAND_AWAIT(cede_stream_close, c->b);
    c->b = NULL;
    assert_int_equal(c->n, -EBADF);
BODY_END(closed_under)

static void a_reader_of_a_stream_that_is_closed_gets_ebadf(void **state)
{
    RUN(state, closed_under);
}

/* ---- writing ---------------------------------------------------------------------------- */

enum { LARGE = 4 * 1024 * 1024 };

NET_HAND(large_writer, struct two)
{
    struct two *c = self->c;
    HAND_BEGIN(large_writer);
    HAND_AWAIT(cede_write_all, c->a, c->large, LARGE);
    c->err = HAND_RESULT(cede_write_all);
    HAND_AWAIT(cede_shutdown, c->a);
    HAND_FINALLY();
    HAND_END(large_writer, c->err);
}
HAND_DEFINE(large_writer, (struct two *c), c)

BODY(large);
    c->large = malloc(LARGE);
    for (c->i = 0; c->i < LARGE; c->i++)
        c->large[c->i] = (char)(c->i * 31 >> 3);
    assert_int_equal(cede_spawn(&c->g, large_writer(c)), 0);
    for (c->i = 0; ; c->i += (size_t)c->n) {
        HAND_AWAIT(cede_read, c->b, c->in, 1 + c->i % sizeof c->in);
        c->n = HAND_RESULT(cede_read);
        if (c->n <= 0)
            break;
        assert_memory_equal(c->in, c->large + c->i, (size_t)c->n);
        if (c->i > LARGE / 8)           /* the rest in large pieces */
            break;
    }
    c->i += (size_t)c->n;
    for (; c->i < LARGE; c->i += 4096) {
        static char piece[4096];
        c->n = (ssize_t)(LARGE - c->i < 4096 ? LARGE - c->i : 4096);
        HAND_AWAIT(cede_read_exactly, c->b, piece, (size_t)c->n);
        assert_int_equal(HAND_RESULT(cede_read_exactly), c->n);
        assert_memory_equal(piece, c->large + c->i, (size_t)c->n);
    }
    HAND_AWAIT(cede_read, c->b, c->in, sizeof c->in);
    assert_int_equal(HAND_RESULT(cede_read), 0);
    assert_int_equal(cede_stream_written(c->a), LARGE);
BODY_END(large)

static void four_megabytes_arrive_as_they_were_sent(void **state)
{
    struct two w = { 0 };
    cede_loop *loop = net_loop(state);
    assert_int_equal(cede_loop_run(loop, large(&w)), 0);
    cede_loop_free(loop);
    free(w.large);
}

BODY(half_written);
    c->large = calloc(1, LARGE);
    c->other = cede_spawn_task(&c->g, large_writer(c));
    while (cede_stream_written(c->a) == 0) {
        HAND_AWAIT0(cede_yield);
    }
    cede_task_cancel(c->other, 0);
    HAND_AWAIT(cede_join, c->other);
    assert_int_equal(HAND_RESULT(cede_join), -ECANCELED);
    assert_true(cede_stream_written(c->a) < LARGE);
    HAND_AWAIT(cede_shutdown, c->a);
    for (c->i = 0; ; c->i += (size_t)c->n) {
        static char piece[65536];
        HAND_AWAIT(cede_read, c->b, piece, sizeof piece);
        c->n = HAND_RESULT(cede_read);
        if (c->n <= 0)
            break;
    }
    assert_int_equal(cede_stream_written(c->a), c->i);
    free(c->large);
BODY_END(half_written)

static void a_cancelled_write_tells_how_much_was_written(void **state)
{
    RUN(state, half_written);
}

BODY(gone);
    HAND_AWAIT(cede_stream_close, c->b);
    c->b = NULL;
    HAND_AWAIT(cede_write_all, c->a, "anybody?", 8);
    assert_int_equal(HAND_RESULT(cede_write_all), -EPIPE);
    HAND_AWAIT(cede_write, c->a, "anybody?", 8);
    assert_int_equal(HAND_RESULT(cede_write), -EPIPE);
    HAND_AWAIT(cede_read, c->a, c->in, sizeof c->in);
    assert_int_equal(HAND_RESULT(cede_read), 0);
BODY_END(gone)

static void writing_to_who_is_gone_is_epipe_and_no_signal(void **state)
{
    RUN(state, gone);
}

/* ---- peeking ----------------------------------------------------------------------------- */

#define PEEK(s, least, expected, length) \
    HAND_AWAIT(cede_peek, (s), &c->data, (least)); \
    assert_int_equal(HAND_RESULT(cede_peek), (length)); \
    assert_memory_equal(c->data, (expected), (length))

BODY(peeks);
    WRITE(c->a, text);
    PEEK(c->b, 1, text, strlen(text));
    cede_consume(c->b, 4);
    PEEK(c->b, 1, text + 4, strlen(text) - 4);          /* the rest stays */
    READ_UNTIL(c->b, "first line\n");                    /* for every operation */
    cede_consume(c->b, strlen("the second\nthe rest"));
    assert_int_equal(cede_stream_kept(c->b), 0);
    HAND_AWAIT(cede_shutdown, c->a);
    HAND_AWAIT(cede_peek, c->b, &c->data, 1);
    assert_int_equal(HAND_RESULT(cede_peek), 0);
BODY_END(peeks)

static void what_is_peeked_at_stays_until_it_is_consumed(void **state)
{
    RUN(state, peeks);
}

BODY(peeks_at_least);
    WRITE(c->a, "half ");
    PEEK(c->b, 0, "half ", 5);
    WRITE(c->a, "a word");
    PEEK(c->b, 11, "half a word", 11);
    c->data = NULL;
    HAND_AWAIT(cede_shutdown, c->a);
    HAND_AWAIT(cede_peek, c->b, &c->data, 12);
    assert_int_equal(HAND_RESULT(cede_peek), -ENODATA);
    assert_null(c->data);                               /* written on success only */
    assert_int_equal(cede_stream_kept(c->b), 11);
    cede_consume(c->b, 11);
BODY_END(peeks_at_least)

static void a_peek_waits_for_as_many_as_it_asks_for(void **state)
{
    RUN(state, peeks_at_least);
}

BODY(peeks_far);
    c->large = malloc(20000);
    for (c->i = 0; c->i < 20000; c->i++)
        c->large[c->i] = (char)(c->i % 251);
    HAND_AWAIT(cede_write_all, c->a, c->large, 20000);
    assert_int_equal(HAND_RESULT(cede_write_all), 0);
    PEEK(c->b, 20000, c->large, 20000);
    cede_consume(c->b, 20000);
    free(c->large);
BODY_END(peeks_far)

static void a_peek_may_be_larger_than_the_loops_buffers(void **state)
{
    RUN(state, peeks_far);
}

NET_HAND(peeker, struct two)
{
    struct two *c = self->c;
    HAND_BEGIN(peeker);
    HAND_AWAIT(cede_peek, c->b, &c->data, 3);
    c->n = HAND_RESULT(cede_peek);
    HAND_FINALLY();
    HAND_END(peeker, 0);
}
HAND_DEFINE(peeker, (struct two *c), c)

/* A buffer is in use exactly while there are bytes in it. */
BODY(peeks_idle);
    c->n = 1234;
    c->i = cede_loop_current()->bytes;
    c->other = cede_spawn_task(&c->g, peeker(c));
    c->i = cede_loop_current()->bytes - c->i;           /* the task */
    HAND_AWAIT0(cede_yield);
    assert_true(c->i < 4096);
    c->i = cede_loop_current()->bytes;
    WRITE(c->a, "ab");
    while (cede_stream_kept(c->b) < 2) {
        HAND_AWAIT0(cede_yield);
    }
    assert_int_equal(cede_loop_current()->bytes, c->i + 4096);
    cede_task_cancel(c->other, 0);
    HAND_AWAIT(cede_join, c->other);
    assert_int_equal(HAND_RESULT(cede_join), -ECANCELED);
    assert_int_equal(c->n, 1234);
    PEEK(c->b, 2, "ab", 2);                             /* nothing was lost */
    cede_consume(c->b, 2);
    assert_true(cede_loop_current()->bytes <= c->i);
BODY_END(peeks_idle)

static void who_waits_in_a_peek_holds_no_buffer_and_loses_nothing(void **state)
{
    RUN(state, peeks_idle);
}

/* ---- making ------------------------------------------------------------------------------- */

BODY(wrapped);
    assert_int_equal(cede_stream_wrap(&c->a, 0x7fff), -EBADF);
    c->err = open("/dev/null", O_RDONLY);
    assert_int_equal(cede_stream_wrap(&c->a, c->err), -ENOTSOCK);
    close(c->err);
BODY_END(wrapped)

static void only_sockets_become_streams(void **state)
{
    RUN(state, wrapped);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        NET_TEST(what_came_behind_a_delimiter_stays_for_the_next_read),
        NET_TEST(a_line_may_come_in_pieces),
        NET_TEST(a_line_that_is_too_long_stays_in_the_stream),
        NET_TEST(an_end_comes_after_all_that_was_sent_and_stays),
        NET_TEST(a_cancelled_read_loses_no_byte),
        NET_TEST(of_data_and_a_deadline_in_one_turn_the_data_wins),
        NET_TEST(a_second_reader_gets_ebusy),
        NET_TEST(a_reader_of_a_stream_that_is_closed_gets_ebadf),
        NET_TEST(four_megabytes_arrive_as_they_were_sent),
        NET_TEST(a_cancelled_write_tells_how_much_was_written),
        NET_TEST(writing_to_who_is_gone_is_epipe_and_no_signal),
        NET_TEST(what_is_peeked_at_stays_until_it_is_consumed),
        NET_TEST(a_peek_waits_for_as_many_as_it_asks_for),
        NET_TEST(a_peek_may_be_larger_than_the_loops_buffers),
        NET_TEST(who_waits_in_a_peek_holds_no_buffer_and_loses_nothing),
        NET_TEST(only_sockets_become_streams),
    };
    return cmocka_run_group_tests(tests, net_warm_up, NULL);
}
