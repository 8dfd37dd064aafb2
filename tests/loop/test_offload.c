/* test_offload.c: offloaded calls under virtual time: what a program's own tests meet. */
#include "sim_fixture.h"

static cede_sim *sim;

#define RUN(call) (sim = *state, cede_sim_run(sim, call))

/* Inside of a call there is no loop to ask. */
static int at(void)
{
    return (int)(cede_sim_now(sim).ns / 1000000);
}

static int work(const char *name)
{
    event("%s is made at %d", name, at());
    return 1;
}

static async int task(const char *name)
{
    defer event("%s left at %d, %d", name, ms(), cede_leaving());
    return await(offload(work(name)));
}

static async int three(void)
{
    group (g) {
        spawn(g, task("a"));
        spawn(g, task("b"));
        spawn(g, task("c"));
    }
    return 0;
}

static void calls_take_no_time_unless_they_are_told_to(void **state)
{
    assert_int_equal(RUN(three()), 0);
    assert_log("a is made at 0\n"
               "b is made at 0\n"
               "c is made at 0\n"
               "a left at 0, 0\n"
               "b left at 0, 0\n"
               "c left at 0, 0\n");
}

static void so_many_are_under_way_at_a_time(void **state)
{
    cede_sim_offloads(*state, 2, cede_ms(10));
    assert_int_equal(RUN(three()), 0);
    assert_log("a is made at 10\n"
               "b is made at 10\n"
               "a left at 10, 0\n"
               "b left at 10, 0\n"
               "c is made at 20\n"
               "c left at 20, 0\n");
}

/* b has not begun when the deadline passes: it is withdrawn. a has, and its result is
 * there at 10. */
static async int one_deadline_for_two(void)
{
    within (cede_ms(5)) {
        group (g) {
            spawn(g, task("a"));
            spawn(g, task("b"));
        }
    } else {
        event("late at %d", ms());
    }
    return 0;
}

static void what_has_not_begun_is_withdrawn_and_the_rest_is_waited_for(void **state)
{
    cede_sim_offloads(*state, 1, cede_ms(10));
    assert_int_equal(RUN(one_deadline_for_two()), 0);
    assert_log("b left at 5, -125\n"
               "a is made at 10\n"
               "a left at 10, 0\n"
               "late at 10\n");
}

static int ask(void)
{
    event("asked at %d: %d", at(), cede_offload_cancelled());
    return 3;
}

static async int ask_in_time(int limit)
{
    int r = -1;
    within (cede_ms(limit)) {
        r = await(offload(ask()));
    }
    return r;
}

static void a_call_may_ask_whether_it_is_cancelled(void **state)
{
    cede_sim_offloads(*state, 1, cede_ms(10));
    assert_int_equal(RUN(ask_in_time(20)), 3);
    assert_int_equal(RUN(ask_in_time(5)), 3);
    assert_log("asked at 10: 0\n"
               "asked at 20: 1\n");
}

static int find_no_loop(void)
{
    return cede_loop_current() == NULL && cede_current() == NULL;
}

static async int outside(void)
{
    return await(offload(find_no_loop()));
}

static void a_call_is_outside_of_any_loop(void **state)
{
    assert_int_equal(RUN(outside()), 1);
}

static int flag;

static void raise_flag(void)
{
    flag = 1;
}

static async int wait_for_flag(void)
{
    while (!flag)
        await(cede_yield());
    return 0;
}

/* As threads would, a call begins though a task is always ready. */
static async int busy(void)
{
    flag = 0;
    group (g) {
        spawn(g, wait_for_flag());
        await(offload(raise_flag()));
    }
    return flag;
}

static void a_busy_loop_holds_nothing_up(void **state)
{
    assert_int_equal(RUN(busy()), 1);
}

/* Cancelled in every place there is, nothing is left, and a call that has not been made
 * never will be. */
static int scenario(cede_sim *s, void *ctx)
{
    (void)ctx;
    sim = s;
    event_log_clear();
    cede_sim_offloads(sim, 1, cede_ms(3));
    cede_sim_run(sim, three());
    cede_sim_run(sim, one_deadline_for_two());
    return 0;
}

static void nothing_is_left_however_it_ends(void **state)
{
    (void)state;
    assert_true(cede_sim_sweep(scenario, NULL, CEDE_SIM_ALL) > 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIM_TEST(calls_take_no_time_unless_they_are_told_to),
        SIM_TEST(so_many_are_under_way_at_a_time),
        SIM_TEST(what_has_not_begun_is_withdrawn_and_the_rest_is_waited_for),
        SIM_TEST(a_call_may_ask_whether_it_is_cancelled),
        SIM_TEST(a_call_is_outside_of_any_loop),
        SIM_TEST(a_busy_loop_holds_nothing_up),
        SIM_TEST(nothing_is_left_however_it_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
