/* test_fairness.c: what is always ready starves nobody.
 *
 * One connection floods: 200,000 bytes are there, and it reads them one by one, each
 * read a whole success. Another task only yields. Meanwhile 100 quiet connections get
 * a byte each, ten at a time; what each waits for it is counted in turns and in reads
 * of the flood, not in time. */
#include "net.h"
#include "run.h"
#include "task_core.h"

enum { QUIET = 100, FLOOD = 200000, MOST_TURNS = 3 };

struct quiet {
    struct hall *hall;
    cede_stream *near, *far;
    char in[1];
    unsigned long sent_in_turn, waited_turns, sent_at_read, waited_reads;
};

struct hall {
    cede_group g;
    cede_stream *near, *far;
    struct quiet quiet[QUIET];
    unsigned long reads;
    int i, got, over;
    char in[1];
    char flood[FLOOD];
};

static unsigned long turns(void)
{
    return cede_loop_count(cede_loop_current()).turns;
}

NET_HAND(flooded, struct hall)
{
    struct hall *c = self->c;
    HAND_BEGIN(flooded);
    while (!c->over) {
        HAND_AWAIT(cede_read, c->near, c->in, 1);
        assert_int_equal(HAND_RESULT(cede_read), 1);
        c->reads++;
    }
    HAND_FINALLY();
    HAND_END(flooded, 0);
}
HAND_DEFINE(flooded, (struct hall *c), c)

NET_HAND(restless, struct hall)
{
    struct hall *c = self->c;
    HAND_BEGIN(restless);
    while (!c->over) {
        HAND_AWAIT0(cede_yield);
    }
    HAND_FINALLY();
    HAND_END(restless, 0);
}
HAND_DEFINE(restless, (struct hall *c), c)

NET_HAND(quiet, struct quiet)
{
    struct quiet *c = self->c;
    HAND_BEGIN(quiet);
    HAND_AWAIT(cede_read, c->near, c->in, 1);
    assert_int_equal(HAND_RESULT(cede_read), 1);
    c->waited_turns = turns() - c->sent_in_turn;
    c->waited_reads = c->hall->reads - c->sent_at_read;
    c->hall->got++;
    HAND_FINALLY();
    HAND_END(quiet, 0);
}
HAND_DEFINE(quiet, (struct quiet *c), c)

NET_HAND(hall, struct hall)
{
    struct hall *c = self->c;
    struct quiet *q;
    HAND_BEGIN(hall);
    cede__group_begin(t, &c->g, 0);
    assert_int_equal(cede_stream_pair(&c->near, &c->far), 0);
    HAND_AWAIT(cede_write, c->far, c->flood, FLOOD);
    assert_true(HAND_RESULT(cede_write) > FLOOD / 2);
    for (int i = 0; i < QUIET; i++) {
        q = &c->quiet[i];
        q->hall = c;
        assert_int_equal(cede_stream_pair(&q->near, &q->far), 0);
        assert_int_equal(cede_spawn(&c->g, quiet(q)), 0);
    }
    assert_int_equal(cede_spawn(&c->g, restless(c)), 0);
    assert_int_equal(cede_spawn(&c->g, flooded(c)), 0);
    while (c->reads < 1000) {
        HAND_AWAIT0(cede_yield);
    }
    for (c->i = 0; c->i < QUIET && c->reads < FLOOD / 2; ) {
        c->quiet[c->i].sent_in_turn = turns();
        c->quiet[c->i].sent_at_read = c->reads;
        HAND_AWAIT(cede_write_all, c->quiet[c->i].far, "!", 1);
        if (++c->i % 10 == 0) {
            while (c->got < c->i && c->reads < FLOOD / 2) {
                HAND_AWAIT0(cede_yield);
            }
        }
    }
    c->over = 1;
    HAND_FINALLY();
    assert_int_equal(c->got, QUIET);
    NET_GROUP_END(&c->g);
    for (c->i = 0; c->i < QUIET; c->i++) {
        HAND_AWAIT(cede_stream_close, c->quiet[c->i].near);
        HAND_AWAIT(cede_stream_close, c->quiet[c->i].far);
    }
    HAND_AWAIT(cede_stream_close, c->near);
    HAND_AWAIT(cede_stream_close, c->far);
    HAND_END(hall, 0);
}
HAND_DEFINE(hall, (struct hall *c), c)

static void a_flood_lets_a_hundred_quiet_connections_wait_three_turns(void **state)
{
    struct hall *c = calloc(1, sizeof *c);
    cede_loop *loop = net_loop(state);
    unsigned long most_turns = 0, most_reads = 0;

    assert_int_equal(cede_loop_run(loop, hall(c)), 0);
    for (int i = 0; i < QUIET; i++) {
        most_turns = c->quiet[i].waited_turns > most_turns ? c->quiet[i].waited_turns : most_turns;
        most_reads = c->quiet[i].waited_reads > most_reads ? c->quiet[i].waited_reads : most_reads;
    }
    print_message("           most waited: %lu turns, %lu reads of the flood\n", most_turns, most_reads);
    assert_in_range(most_turns, 1, MOST_TURNS);
    assert_in_range(most_reads, 1, MOST_TURNS * CEDE__RUN_STEPS * CEDE__BUDGET);
    cede_loop_free(loop);
    free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        NET_TEST(a_flood_lets_a_hundred_quiet_connections_wait_three_turns),
    };
    return cmocka_run_group_tests(tests, net_warm_up, NULL);
}
