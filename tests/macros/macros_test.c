/* macros_test.c: what functions by hand have beside their bodies: static tasks, sizes,
 * places, plain symbols, and company of generated functions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <errno.h>
#include <cmocka.h>
#include <cede/sim.h>
#include "mixed/mixed.h"

static int setup(void **state)
{
    *state = cede_sim_new();
    return *state ? 0 : -1;
}

static int teardown(void **state)
{
    unsigned left = cede_sim_left(*state);
    cede_sim_free(*state);
    return left ? -1 : 0;
}

/* ---- static tasks -------------------------------------------------------------------- */

static int ticks;

CEDE_FRAME(tick, int times;);
CEDE_DEFINE(tick, cede_sleep);
CEDE_ASYNC(tick)
{
    CEDE_BEGIN;
    while (f->times-- > 0) {
        ticks++;
        CEDE_AWAIT(cede_sleep, cede_ms(1));
    }
    CEDE_RETURN(0);
    CEDE_END;
}

CEDE_TASK(ticker, tick);
CEDE_TASK_SIZED(roomy, tick, 500);

CEDE_FRAME(start_twice, int first; int second; int third;);
CEDE_DEFINE(start_twice, cede_sleep);
CEDE_ASYNC(start_twice)
{
    CEDE_BEGIN;
    f->first = CEDE_START(ticker, tick, .times = 3);
    f->second = CEDE_START(ticker, tick, .times = 3);
    CEDE_AWAIT(cede_sleep, cede_ms(10));
    f->third = CEDE_START(ticker, tick, .times = 2);
    CEDE_START(roomy, tick, .times = 1);
    CEDE_AWAIT(cede_sleep, cede_ms(10));
    CEDE_RETURN(f->first == 0 && f->second == -EBUSY && f->third == 0);
    CEDE_END;
}

static void static_block_takes_one_task_at_a_time_and_no_memory(void **state)
{
    unsigned allocated;
    ticks = 0;
    assert_int_equal(cede_sim_run(*state, CEDE_CALL(start_twice)), 1);
    assert_int_equal(ticks, 6);
    allocated = cede_sim_count(*state).allocations;
    assert_int_equal(allocated, 1);             /* the main task's block */
}

static void static_block_holds_the_frames_of_its_function(void **state)
{
    (void)state;
    assert_int_equal(ticker.frames, tick__deep);
    assert_int_equal(tick__deep, CEDE__ROUND(sizeof (struct tick__frame)) + cede_sleep__deep);
}

/* ---- depths ----------------------------------------------------------------------------- */

CEDE_FRAME(far_off, );
CEDE_DEFINE(far_off, tick, CEDE_FAR(tripled));
CEDE_ASYNC(far_off)
{
    CEDE_BEGIN;
    CEDE_AWAIT(tick, .times = 1);
    CEDE_AWAIT(tripled, .n = 2);
    CEDE_RETURN(CEDE_RESULT(tripled));
    CEDE_END;
}

static void depth_of_a_far_callee_is_summed_up_when_it_runs(void **state)
{
    assert_int_equal(far_off__deep, 0);
    assert_int_equal(cede_sim_run(*state, CEDE_CALL(far_off)), 6);
    assert_true(cede__deep(&far_off__fn) >= CEDE__ROUND(sizeof (struct far_off__frame)) + cede__deep(&tripled__fn));
}

/* ---- places -------------------------------------------------------------------------------- */

CEDE_FRAME(stuck, cede_waker waker;);
CEDE_DEFINE(stuck, cede_waker_wait);
CEDE_ASYNC(stuck)
{
    CEDE_BEGIN;
    cede_waker_init(&f->waker);
    CEDE_AWAIT(cede_waker_wait, .waker = &f->waker); enum { line = __LINE__ };
    cede_waker_deinit(&f->waker);
    CEDE_RETURN(line);
    CEDE_END;
}

CEDE_FRAME(calls_stuck, cede_deadline limit;);
CEDE_DEFINE(calls_stuck, stuck);
CEDE_ASYNC(calls_stuck)
{
    CEDE_BEGIN;
    CEDE_AWAIT(stuck);
    CEDE_RETURN(0);
    CEDE_END;
}

static void report_names_the_line_of_each_await(void **state)
{
    char text[512] = "";
    FILE *report = fmemopen(text, sizeof text, "w");
    assert_non_null(report);
    cede_sim_report_to(*state, report);
    assert_int_equal(cede_sim_run(*state, CEDE_CALL(calls_stuck)), -EDEADLK);
    fclose(report);
    assert_non_null(strstr(text, "calls_stuck ("));
    assert_non_null(strstr(text, "macros_test.c:"));
    assert_non_null(strstr(text, ") > stuck ("));
    assert_non_null(strstr(text, ") > cede_waker_wait"));
}

/* ---- company ----------------------------------------------------------------------------------- */

/* 3 * 5 + 2 * 5 is doubled to 50, 20 and 10 are doubled, the rest is as it was. */
enum { HANDS_ON = 50 + 1000 * 20 + 100000 + 1000000 * 7 + 20 };

static void generated_functions_and_those_by_hand_await_each_other(void **state)
{
    unwound = 0;
    assert_int_equal(cede_sim_run(*state, hands_on()), HANDS_ON);
    assert_int_equal(unwound, 1);               /* by the deadline */
}

static int is_right_or_unwound(cede_sim *sim, void *ctx)
{
    int got = cede_sim_run(sim, hands_on());
    (void)ctx;
    return !(got == HANDS_ON || got == -ECANCELED || got == -ETIMEDOUT);
}

static void each_await_of_the_mixed_program_may_be_cancelled(void **state)
{
    (void)state;
    assert_true(cede_sim_sweep(is_right_or_unwound, NULL,
                               CEDE_SIM_CANCELS | CEDE_SIM_DEADLINES | CEDE_SIM_ORDERS) > 30);
}

/* What an await without memory gives is added up with the rest. */
static int ends(cede_sim *sim, void *ctx)
{
    (void)ctx;
    cede_sim_run(sim, hands_on());
    return 0;
}

static void each_allocation_of_the_mixed_program_may_fail(void **state)
{
    (void)state;
    assert_true(cede_sim_sweep(ends, NULL, CEDE_SIM_ALLOCATIONS) > 5);
}

static void a_function_by_hand_pulls_a_generator(void **state)
{
    assert_int_equal(cede_sim_run(*state, hands_over()), 2 + 4 + 6 + 1);
}

static void plain_symbol_runs_a_function_by_hand(void **state)
{
    assert_int_equal(cede_sim_run(*state, doubled(21, cede_ms(1))), 42);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
        T(static_block_takes_one_task_at_a_time_and_no_memory),
        T(static_block_holds_the_frames_of_its_function),
        T(depth_of_a_far_callee_is_summed_up_when_it_runs),
        T(report_names_the_line_of_each_await),
        T(generated_functions_and_those_by_hand_await_each_other),
        T(each_await_of_the_mixed_program_may_be_cancelled),
        T(each_allocation_of_the_mixed_program_may_fail),
        T(a_function_by_hand_pulls_a_generator),
        T(plain_symbol_runs_a_function_by_hand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
