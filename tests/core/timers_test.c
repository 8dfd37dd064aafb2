/* timers_test.c: the timers alone, on a loop that is never run. Built twice, for the wheel and
 * for the heap. */
#include "sim_fixture.h"
#include "loop_core.h"
#include "self.h"
#include "task_core.h"
#include "timers.h"

static cede_time read_clock(cede_loop *l)
{
    return l->now;
}

static const cede__loop_ops ops = { read_clock, NULL, NULL, NULL, NULL };

/* A timer of a task that is in no group's list, and whose wake only puts it in the ready
 * queue: that is the order in which timers were due. */
struct item {
    cede_timer m;
    cede_task task;
    unsigned number;        /* in the order of starts */
};

struct fixture {
    cede_loop loop;
    unsigned started;
};

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    cede_allocator none = { NULL, NULL, NULL };
    cede__loop_init(&f->loop, &ops, none);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    free(*state);
    return 0;
}

static void start(struct fixture *f, struct item *i, int64_t at)
{
    i->task.group = &f->loop.tasks;
    i->number = f->started++;
    cede__timer_start(&f->loop, &i->m, &i->task, CEDE__POINT(at), CEDE__TIMER_WAKES);
}

static void stop(struct fixture *f, struct item *i)
{
    cede__timer_stop(&f->loop, &i->m);
}

static struct item *item_of(cede_task *t)
{
    return (struct item *)(void *)((char *)t - offsetof(struct item, task));
}

/* What is due at a time; the first, the rest by next_ready. */
static cede_task *due(struct fixture *f, int64_t now)
{
    cede_task *first;
    f->loop.now = CEDE__POINT(now);
    cede__timers_expire(&f->loop);
    first = f->loop.ready.first;
    f->loop.ready.first = NULL;
    f->loop.ready.end = &f->loop.ready.first;
    for (cede_task *t = first; t; t = t->next_ready)
        t->flags = 0;
    return first;
}

/* Lets time pass as a simulated loop does until no timer is left but those for never; calls
 * how many turns that took. Fails where an order is wrong or something was early. */
static unsigned run_out(struct fixture *f, unsigned *turns)
{
    unsigned fired = 0;
    struct item *before = NULL;
    cede_time next;
    for (*turns = 0; (next = cede__timers_next(&f->loop)).ns != CEDE_NEVER.ns; ++*turns) {
        for (cede_task *t = due(f, next.ns); t; t = t->next_ready, fired++) {
            struct item *i = item_of(t);
            if (i->m.queued || i->m.at.ns > next.ns)
                fail_msg("number %u was early", i->number);
            if (before && (i->m.at.ns < before->m.at.ns || (i->m.at.ns == before->m.at.ns && i->number < before->number)))
                fail_msg("number %u came behind %u", i->number, before->number);
            before = i;
        }
    }
    return fired;
}

static uint64_t random_state = 88172645463325252u;
static uint64_t next_random(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return random_state;
}

static void timers_leave_in_order_of_their_deadlines(void **state)
{
    struct fixture *f = *state;
    static struct item all[200];
    unsigned turns;
    for (int i = 0; i < 200; i++)
        start(f, &all[i], (int64_t)(next_random() % 50));
    assert_true(cede__timers_check(&f->loop));
    assert_int_equal(run_out(f, &turns), 200);
    assert_int_equal(f->loop.timers.count, 0);
    assert_true(cede__timers_check(&f->loop));
}

static void equal_deadlines_leave_in_the_order_they_came(void **state)
{
    struct fixture *f = *state;
    static struct item all[101];
    unsigned turns;
    for (int i = 0; i < 50; i++)
        start(f, &all[i], 1000000000);
    start(f, &all[100], 999999000);
    assert_ptr_equal(due(f, 999999000), &all[100].task);    /* the others have come nearer */
    for (int i = 50; i < 100; i++)
        start(f, &all[i], 1000000000);
    assert_int_equal(run_out(f, &turns), 100);
}

static void timers_of_all_distances_leave_in_order(void **state)
{
    struct fixture *f = *state;
    enum { N = 3000 };
    struct item *all = calloc(N, sizeof *all);
    unsigned turns, stopped = 0;
    for (int i = 0; i < N; i++)
        start(f, &all[i], (int64_t)(next_random() >> (1 + next_random() % 63)));
    assert_true(cede__timers_check(&f->loop));
    for (int i = 0; i < N; i += 3, stopped++)
        stop(f, &all[i]);
    assert_true(cede__timers_check(&f->loop));
    assert_int_equal(run_out(f, &turns), N - stopped);
    free(all);
}

/* Times that are no deadline, and timers that are started, moved and stopped in between. */
static void time_passes_while_timers_come_and_go(void **state)
{
    struct fixture *f = *state;
    enum { N = 300 };
    static struct item all[N];
    int64_t now = -5000000;
    unsigned turns;
    for (int round = 0; round < 3000; round++) {
        struct item *i = &all[next_random() % N];
        stop(f, i);
        if (next_random() % 4)
            start(f, i, now + 1 + (int64_t)(next_random() >> (24 + next_random() % 40)));
        if (next_random() % 2)
            now += (int64_t)(next_random() >> (34 + next_random() % 30));
        for (cede_task *t = due(f, now), *before = NULL; t; before = t, t = t->next_ready) {
            assert_true(item_of(t)->m.at.ns <= now);
            assert_true(!before || item_of(before)->m.at.ns <= item_of(t)->m.at.ns);
        }
        for (int k = 0; k < N; k++)
            assert_false(all[k].m.queued && all[k].m.at.ns <= now);
        if (round % 50 == 0)
            assert_true(cede__timers_check(&f->loop));
    }
    run_out(f, &turns);
    assert_int_equal(f->loop.timers.count, 0);
}

static void stopping_is_idempotent_and_leaves_the_rest(void **state)
{
    struct fixture *f = *state;
    static struct item all[100];
    unsigned turns;
    for (int i = 0; i < 100; i++)
        start(f, &all[i], (i * 37) % 100 + 1);
    due(f, 1);
    for (int i = 0; i < 100; i += 2) {
        stop(f, &all[i]);
        stop(f, &all[i]);
        assert_true(cede__timers_check(&f->loop));
    }
    assert_int_equal(run_out(f, &turns), f->started - 50);
}

static void only_what_is_due_expires(void **state)
{
    struct fixture *f = *state;
    static struct item all[3];
    start(f, &all[0], 10);
    start(f, &all[1], 20);
    start(f, &all[2], 21);
    assert_ptr_equal(due(f, 20), &all[0].task);
    assert_int_equal(all[0].m.queued + all[1].m.queued, 0);
    assert_int_equal(cede__timers_next(&f->loop).ns, 21);
    assert_null(due(f, 20));
}

static void what_has_passed_is_due_in_the_next_turn(void **state)
{
    struct fixture *f = *state;
    static struct item all[3];
    unsigned turns;
    due(f, 1000);
    start(f, &all[0], 1001);
    start(f, &all[1], 1000);
    start(f, &all[2], -7);
    assert_true(cede__timers_next(&f->loop).ns <= 1000);
    assert_int_equal(all[1].m.queued + all[2].m.queued, 2);
    assert_non_null(due(f, 1000));
    assert_int_equal(all[1].m.queued + all[2].m.queued, 0);
    assert_int_equal(run_out(f, &turns), 1);
}

static void without_timers_there_is_no_deadline(void **state)
{
    struct fixture *f = *state;
    static struct item all[20];
    assert_int_equal(cede__timers_next(&f->loop).ns, CEDE_NEVER.ns);
    for (int i = 0; i < 20; i++)
        start(f, &all[i], CEDE_NEVER.ns);
    assert_int_equal(cede__timers_next(&f->loop).ns, CEDE_NEVER.ns);
    assert_true(cede__timers_check(&f->loop));
    for (int i = 0; i < 20; i++)
        stop(f, &all[i]);
    assert_int_equal(f->loop.timers.count, 0);
}

static void a_few_timers_are_waited_for_exactly(void **state)
{
    struct fixture *f = *state;
    static struct item all[3];
    for (int i = 0; i < 3; i++)
        start(f, &all[i], 86400000000000 + i * 777);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(cede__timers_next(&f->loop).ns, 86400000000000 + i * 777);
        assert_ptr_equal(due(f, 86400000000000 + i * 777), &all[i].task);
    }
}

/* In falling, rising and random order, a third of them stopped: linear shapes are the worst
 * for recursion, and there is none. */
static void many_timers(void **state)
{
    struct fixture *f = *state;
    enum { N = 200000 };
    struct item *all = calloc(N, sizeof *all);
    for (int order = 0; order < 3; order++) {
        int64_t now = f->loop.now.ns;
        unsigned turns, left = N;
        for (int i = 0; i < N; i++)
            start(f, &all[i], now + 1 + (order == 0 ? N - i : order == 1 ? i : (int64_t)(next_random() % 60000000000)));
        for (int i = 0; i < N; i += 3, left--)
            stop(f, &all[i]);
        assert_true(cede__timers_check(&f->loop));
        assert_int_equal(run_out(f, &turns), left);
        assert_true(turns < 2 * left);
        assert_int_equal(f->loop.timers.count, 0);
    }
    free(all);
}

#define TIMERS_TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TIMERS_TEST(timers_leave_in_order_of_their_deadlines),
        TIMERS_TEST(equal_deadlines_leave_in_the_order_they_came),
        TIMERS_TEST(timers_of_all_distances_leave_in_order),
        TIMERS_TEST(time_passes_while_timers_come_and_go),
        TIMERS_TEST(stopping_is_idempotent_and_leaves_the_rest),
        TIMERS_TEST(only_what_is_due_expires),
        TIMERS_TEST(what_has_passed_is_due_in_the_next_turn),
        TIMERS_TEST(without_timers_there_is_no_deadline),
        TIMERS_TEST(a_few_timers_are_waited_for_exactly),
        TIMERS_TEST(many_timers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
