/* sim_test.c: what the simulated loop promises to those who test with it. */
#include "sim_fixture.h"
#include "hand.h"

static char *report_text;
static size_t report_size;

/* ---- being stuck ---------------------------------------------------------------------------- */

HAND(wait_for_ever, cede_future *f;, , cede_future_wait__deep)
{
    HAND_BEGIN(wait_for_ever);
    HAND_AWAIT(cede_future_wait, self->f);
    HAND_RETURN(wait_for_ever, 0);
    HAND_LEAVE(wait_for_ever);
    event("unwinds");
    HAND_UNWIND();
}
HAND_DEFINE(wait_for_ever, (cede_future *f), f)

HAND(stuck_group, , cede_group g; cede_future f;, 0)
{
    HAND_GROUP(stuck_group, 0);
    cede_future_init(&self->f);
    cede_spawn(&self->g, wait_for_ever(&self->f));
    HAND_GROUP_END(stuck_group);
}
HAND_DEFINE0(stuck_group)

static void a_run_that_is_stuck_is_reported_and_ended(void **state)
{
    FILE *report = open_memstream(&report_text, &report_size);
    cede_sim_report_to(*state, report);
    cede_sim_set_now(*state, CEDE__POINT(cede_ms(1500).ns));
    assert_int_equal(cede_sim_run(*state, stuck_group()), -EDEADLK);
    fclose(report);
    assert_string_equal(report_text, "cede: at 1.500000000 s every task waits, and nothing will wake one:\n"
                                     "#1 stuck_group\n"
                                     "  #2 wait_for_ever\n");
    assert_log("unwinds\n");
    free(report_text);
}

static void sleeping_for_ever_is_being_stuck(void **state)
{
    cede_sim_report_to(*state, NULL);
    assert_int_equal(cede_sim_run(*state, cede_sleep(CEDE_FOREVER)), -EDEADLK);
    assert_int_equal(cede_sim_run(*state, cede_sleep(cede_s(1))), 0);      /* the next run is fine */
}

/* A table of places makes the report say lines, down to the operation. */
static const cede_place outer_places[] = { { 12, 1, 1 } };
static const cede_callee outer_callees[] = { { &wait_for_ever__fn, 16, 0 } };
CEDE__FRAME outer__args { cede_state cede__state; cede_future *f; };
static cede_status outer__step(void *frame, cede_task *t)
{
    struct outer__args *f = frame;
    if (f->cede__state == 0) {
        CEDE__ARGS(wait_for_ever, CEDE__AT(frame, 16), 0, f->f);
        f->cede__state = 1;
    }
    return wait_for_ever__step(CEDE__AT(frame, 16), t);
}
static int outer(cede_future *f);
static const cede_fn outer__fn = {
    "outer", "outer.c", outer__step, (cede__plain *)outer, outer_callees, outer_places, NULL,
    16, 16 + wait_for_ever__deep, 4, 4, 1, 1, CEDE__FAILS
};
static int outer(cede_future *f)
{
    void *area = cede__enter(&outer__fn);
    if (area)
        CEDE__ARGS(outer, area, 0, f);
    return 0;
}

static void the_report_says_where(void **state)
{
    FILE *report = open_memstream(&report_text, &report_size);
    cede_future f;
    cede_future_init(&f);
    cede_sim_report_to(*state, report);
    assert_int_equal(cede_sim_run(*state, outer(&f)), -EDEADLK);
    fclose(report);
    assert_non_null(strstr(report_text, "#1 outer (outer.c:12) > wait_for_ever\n"));
    free(report_text);
}

/* ---- order -------------------------------------------------------------------------------------- */

HAND(say, int name;, , cede_yield__deep)
{
    HAND_BEGIN(say);
    HAND_AWAIT0(cede_yield);
    event("%c", self->name);
    HAND_RETURN(say, 0);
    HAND_LEAVE(say);
    HAND_UNWIND();
}
HAND_DEFINE(say, (int name), name)

HAND(say_all, , cede_group g; int i;, 0)
{
    HAND_GROUP(say_all, 0);
    for (self->i = 'a'; self->i < 'a' + 3; self->i++)
        cede_spawn(&self->g, say(self->i));
    HAND_GROUP_END(say_all);
}
HAND_DEFINE0(say_all)

static void a_seed_gives_the_same_order_again_and_seeds_give_all_orders(void **state)
{
    char seen[64][8];
    int orders = 0;
    (void)state;
    for (int seed = 1; seed <= 60; seed++) {
        char first[8];
        for (int again = 0; again < 2; again++) {
            cede_sim *sim = cede_sim_new();
            event_log_clear();
            cede_sim_shuffle(sim, (uint64_t)seed);
            assert_int_equal(cede_sim_run(sim, say_all()), 0);
            if (again)
                assert_log(first);
            snprintf(first, sizeof first, "%s", event_log());
            cede_sim_free(sim);
        }
        int known = 0;
        for (int i = 0; i < orders; i++)
            known |= !strcmp(seen[i], first);
        if (!known)
            memcpy(seen[orders++], first, sizeof first);
    }
    assert_int_equal(orders, 6);
}

/* ---- sweeps -------------------------------------------------------------------------------------- */

/* Takes something over and loses it where it is disturbed. */
static int *held;

HAND(leaky, , , cede_sleep__deep)
{
    HAND_BEGIN(leaky);
    HAND_AWAIT(cede_sleep, cede_ms(1));
    ++*held;
    HAND_AWAIT(cede_sleep, cede_ms(1));
    --*held;
    HAND_RETURN(leaky, 0);
    HAND_LEAVE(leaky);
    HAND_UNWIND();
}
HAND_DEFINE0(leaky)

static int leak_scenario(cede_sim *sim, void *ctx)
{
    int count = 0;
    held = &count;
    cede_sim_run(sim, leaky());
    ++*(int *)ctx;
    return count;
}

static void a_sweep_finds_the_await_where_something_is_lost(void **state)
{
    int runs = 0;
    (void)state;
    assert_int_equal(cede_sim_sweep(leak_scenario, &runs, 0), 1);
    runs = 0;
    assert_int_equal(cede_sim_sweep(leak_scenario, &runs, CEDE_SIM_CANCELS), -EIO);
    assert_int_equal(runs, 1 + 3);          /* plain; before its first step, at 1, at 2 */
    assert_int_equal(cede_sim_sweep(leak_scenario, &runs, CEDE_SIM_DEADLINES), -EIO);
}

static int stuck_scenario(cede_sim *sim, void *ctx)
{
    (void)ctx;
    cede_sim_report_to(sim, NULL);
    return cede_sim_run(sim, stuck_group());
}

static void a_sweep_says_when_a_run_was_stuck(void **state)
{
    (void)state;
    assert_int_equal(cede_sim_sweep(stuck_scenario, NULL, 0), -EDEADLK);
}

/* ---- counts --------------------------------------------------------------------------------------- */

static void runs_are_counted(void **state)
{
    cede_sim_counts c;
    int count = 0;
    held = &count;
    assert_int_equal(cede_sim_run(*state, leaky()), 0);
    c = cede_sim_count(*state);
    assert_int_equal(c.awaits, 2);
    assert_int_equal(c.allocations, 1);
    assert_int_equal(c.steps, 3);
    assert_int_equal(c.blocks + c.bytes + c.timers, 0);
    assert_int_equal(c.most_bytes, 40 + 72 + leaky__deep);      /* a main task is kept and joined */
}

static void the_clock_goes_on_between_runs(void **state)
{
    cede_sim_run(*state, cede_sleep(cede_ms(3)));
    cede_sim_run(*state, cede_sleep(cede_ms(4)));
    assert_int_equal(cede_sim_now(*state).ns, cede_ms(7).ns);
}

/* ---- time ------------------------------------------------------------------------------------------- */

HAND(time_arithmetic, , , 0)
{
    HAND_BEGIN(time_arithmetic);
    assert_int_equal(cede_now().ns, 1000);
    assert_int_equal(cede_after(cede_us(2)).ns, 3000);
    assert_int_equal(cede_after(cede_ns(-300)).ns, 700);
    assert_int_equal(cede_after(CEDE_FOREVER).ns, CEDE_NEVER.ns);
    assert_int_equal(cede_until(cede_after(cede_ms(1.5))).ns, 1500000);
    assert_int_equal(cede_until(CEDE__POINT(400)).ns, -600);
    assert_int_equal(cede_until(CEDE_NEVER).ns, CEDE_FOREVER.ns);
    HAND_RETURN(time_arithmetic, 0);
    HAND_LEAVE(time_arithmetic);
    HAND_UNWIND();
}
HAND_DEFINE0(time_arithmetic)

static void times_and_durations_add_up_without_overflow(void **state)
{
    cede_sim_set_now(*state, CEDE__POINT(1000));
    assert_int_equal(cede_sim_run(*state, time_arithmetic()), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIM_TEST(a_run_that_is_stuck_is_reported_and_ended),
        SIM_TEST(sleeping_for_ever_is_being_stuck),
        SIM_TEST(the_report_says_where),
        SIM_TEST(a_seed_gives_the_same_order_again_and_seeds_give_all_orders),
        SIM_TEST(a_sweep_finds_the_await_where_something_is_lost),
        SIM_TEST(a_sweep_says_when_a_run_was_stuck),
        SIM_TEST(runs_are_counted),
        SIM_TEST(the_clock_goes_on_between_runs),
        SIM_TEST(times_and_durations_add_up_without_overflow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
