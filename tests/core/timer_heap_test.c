/* timer_heap_test.c: the heap alone, on a loop that is never run. */
#include "sim_fixture.h"
#include "loop_core.h"
#include "self.h"
#include "task_core.h"
#include "timer_heap.h"

static cede_time read_clock(cede_loop *l)
{
    return l->now;
}

static const cede__loop_ops ops = { read_clock, NULL, NULL, NULL, NULL };

/* A heap of timers that wake nobody who listens: one task for all, not in any group's
 * list, whose wake only puts it in the ready queue. */
struct heap {
    cede_loop loop;
    cede_task task;
};

static int setup(void **state)
{
    struct heap *h = calloc(1, sizeof *h);
    cede_allocator none = { NULL, NULL, NULL };
    cede__loop_init(&h->loop, &ops, none);
    h->task.group = &h->loop.tasks;
    *state = h;
    return 0;
}

static int teardown(void **state)
{
    free(*state);
    return 0;
}

static void start(struct heap *h, cede_timer *m, int64_t at)
{
    cede__timer_start(&h->loop, m, &h->task, CEDE__POINT(at), CEDE__TIMER_WAKES);
}

/* Takes the earliest out, as expiry does. */
static cede_timer *take(struct heap *h)
{
    cede_timer *m = h->loop.timers.root;
    cede__timer_stop(&h->loop, m);
    return m;
}

static uint32_t random_seed = 12345;
static uint32_t next_random(void)
{
    random_seed = random_seed * 1664525u + 1013904223u;
    return random_seed >> 8;
}

static void timers_leave_in_order_of_their_deadlines(void **state)
{
    struct heap *h = *state;
    cede_timer m[200];
    int64_t last = 0;
    for (int i = 0; i < 200; i++)
        start(h, &m[i], next_random() % 50);
    assert_true(cede__timers_check(&h->loop));
    for (int i = 0; i < 200; i++) {
        cede_timer *first = take(h);
        assert_true(first->at.ns >= last);
        assert_true(cede__timers_check(&h->loop));
        last = first->at.ns;
    }
    assert_null(h->loop.timers.root);
}

static void equal_deadlines_leave_in_the_order_they_came(void **state)
{
    struct heap *h = *state;
    cede_timer m[100];
    for (int i = 0; i < 100; i++)
        start(h, &m[i], 7);
    for (int i = 0; i < 100; i++)
        assert_ptr_equal(take(h), &m[i]);
}

static void the_order_survives_the_wrap_of_seq(void **state)
{
    struct heap *h = *state;
    cede_timer m[100];
    h->loop.timers.seq = UINT32_MAX - 50;
    for (int i = 0; i < 100; i++)
        start(h, &m[i], 7);
    assert_int_equal(h->loop.timers.seq, 49);
    for (int i = 0; i < 100; i++)
        assert_ptr_equal(take(h), &m[i]);
}

static void stopping_is_idempotent_and_leaves_the_rest(void **state)
{
    struct heap *h = *state;
    cede_timer m[100];
    for (int i = 0; i < 100; i++)
        start(h, &m[i], (i * 37) % 100);
    take(h);                                    /* makes it deep */
    for (int i = 0; i < 100; i += 2) {
        cede__timer_stop(&h->loop, &m[i]);
        cede__timer_stop(&h->loop, &m[i]);
        assert_true(cede__timers_check(&h->loop));
    }
    assert_int_equal(h->loop.timers.count, 50);
    for (int i = 0; i < 50; i++)
        assert_int_equal(take(h)->at.ns % 2, 1);
}

static void only_what_is_due_expires(void **state)
{
    struct heap *h = *state;
    cede_timer m[3];
    start(h, &m[0], 10);
    start(h, &m[1], 20);
    start(h, &m[2], 21);
    h->loop.now = CEDE__POINT(20);
    cede__timers_expire(&h->loop);
    assert_int_equal(m[0].queued + m[1].queued, 0);
    assert_int_equal(cede__timers_next(&h->loop).ns, 21);
    assert_ptr_equal(h->loop.ready.first, &h->task);
}

static void an_empty_heap_has_no_deadline(void **state)
{
    struct heap *h = *state;
    assert_int_equal(cede__timers_next(&h->loop).ns, CEDE_NEVER.ns);
}

/* All in falling, rising and random order, a third of them stopped: linear shapes are
 * the worst for recursion, and merge_siblings has none. */
static void a_million_timers(void **state)
{
    struct heap *h = *state;
    enum { N = 1000000 };
    cede_timer *m = malloc(N * sizeof *m);
    for (int order = 0; order < 3; order++) {
        int64_t last = -1;
        for (int i = 0; i < N; i++)
            start(h, &m[i], order == 0 ? N - i : order == 1 ? i : (int64_t)next_random());
        for (int i = 0; i < N; i += 3)
            cede__timer_stop(&h->loop, &m[i]);
        assert_true(cede__timers_check(&h->loop));
        while (h->loop.timers.root) {
            cede_timer *first = take(h);
            if (first->at.ns < last)
                fail();
            last = first->at.ns;
        }
        assert_int_equal(h->loop.timers.count, 0);
    }
    free(m);
}

#define HEAP_TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        HEAP_TEST(timers_leave_in_order_of_their_deadlines),
        HEAP_TEST(equal_deadlines_leave_in_the_order_they_came),
        HEAP_TEST(the_order_survives_the_wrap_of_seq),
        HEAP_TEST(stopping_is_idempotent_and_leaves_the_rest),
        HEAP_TEST(only_what_is_due_expires),
        HEAP_TEST(an_empty_heap_has_no_deadline),
        HEAP_TEST(a_million_timers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
