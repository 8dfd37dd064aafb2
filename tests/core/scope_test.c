/* scope_test.c: signals: deadlines, cancels, and what holds them back. */
#include "sim_fixture.h"
#include "hand.h"

/* ---- what the tests run --------------------------------------------------------------- */

/* within (limit) { await(cede_sleep(nap)); return 1; } else { return 2; } */
HAND(limited, cede_duration limit; cede_duration nap;, cede__within w;, cede_sleep__deep)
{
    HAND_BEGIN(limited);
    cede__within_begin(t, &self->w, self->limit);
    HAND_AWAIT(cede_sleep, self->nap);
    cede__within_end(t, &self->w);
    HAND_RETURN(limited, 1);
    HAND_LEAVE(limited);
    event("unwinds for %d at %d", cede__reason(t), ms());
    if (cede__within_takes(t, &self->w))
        HAND_RETURN(limited, 2);
    HAND_UNWIND();
}
HAND_DEFINE(limited, (cede_duration limit, cede_duration nap), limit, nap)

/* within (outer) { r = limited(inner, nap); } else { return 3; } */
HAND(twice_limited, cede_duration outer; cede_duration inner; cede_duration nap;, cede__within w;, limited__deep)
{
    HAND_BEGIN(twice_limited);
    cede__within_begin(t, &self->w, self->outer);
    HAND_AWAIT(limited, self->inner, self->nap);
    cede__within_end(t, &self->w);
    HAND_RETURN(twice_limited, HAND_RESULT(limited));
    HAND_LEAVE(twice_limited);
    if (cede__within_takes(t, &self->w))
        HAND_RETURN(twice_limited, 3);
    HAND_UNWIND();
}
HAND_DEFINE(twice_limited, (cede_duration outer, cede_duration inner, cede_duration nap), outer, inner, nap)

/* Cancels a task, then goes on sleeping for a while. */
HAND(cancel_after, cede_task **victim; cede_duration d; int reason;, , cede_sleep__deep)
{
    HAND_BEGIN(cancel_after);
    HAND_AWAIT(cede_sleep, self->d);
    cede_task_cancel(*self->victim, self->reason);
    event("asked at %d", ms());
    HAND_RETURN(cancel_after, 0);
    HAND_LEAVE(cancel_after);
    HAND_UNWIND();
}
HAND_DEFINE(cancel_after, (cede_task **victim, cede_duration d, int reason), victim, d, reason)

/* ---- deadlines ---------------------------------------------------------------------------- */

static void a_block_that_is_fast_enough_leaves_no_timer(void **state)
{
    assert_int_equal(cede_sim_run(*state, limited(cede_ms(10), cede_ms(5))), 1);
    assert_int_equal(cede_sim_now(*state).ns, cede_ms(5).ns);
    assert_log("");
}

static void a_deadline_unwinds_the_await_and_is_taken(void **state)
{
    assert_int_equal(cede_sim_run(*state, limited(cede_ms(10), cede_s(5))), 2);
    assert_log("unwinds for -110 at 10\n");         /* ETIMEDOUT */
}

static void an_operation_that_is_due_with_its_deadline_wins(void **state)
{
    assert_int_equal(cede_sim_run(*state, limited(cede_ms(10), cede_ms(10))), 1);
    assert_log("");
}

static void a_deadline_that_has_passed_unwinds_the_first_await_that_waits(void **state)
{
    assert_int_equal(cede_sim_run(*state, limited(cede_ms(0), cede_ms(0))), 2);
    assert_int_equal(cede_sim_run(*state, limited(cede_ms(-3), cede_ms(0))), 2);
    assert_log("unwinds for -110 at 0\nunwinds for -110 at 0\n");
}

HAND(no_await, , cede__within w;, 0)
{
    HAND_BEGIN(no_await);
    cede__within_until(t, &self->w, CEDE__POINT(-5));
    cede__within_end(t, &self->w);
    HAND_RETURN(no_await, t->signal);
    HAND_LEAVE(no_await);
    HAND_UNWIND();
}
HAND_DEFINE0(no_await)

static void a_passed_deadline_without_an_await_ends_normally(void **state)
{
    assert_int_equal(cede_sim_run(*state, no_await()), 0);
}

static void the_inner_of_two_deadlines_is_taken_inside(void **state)
{
    assert_int_equal(cede_sim_run(*state, twice_limited(cede_ms(20), cede_ms(10), cede_s(1))), 2);
}

static void the_outer_of_two_deadlines_passes_the_inner_block(void **state)
{
    assert_int_equal(cede_sim_run(*state, twice_limited(cede_ms(10), cede_ms(20), cede_s(1))), 3);
}

static void of_two_that_expire_together_the_outermost_wins(void **state)
{
    assert_int_equal(cede_sim_run(*state, twice_limited(cede_ms(10), cede_ms(10), cede_s(1))), 3);
    assert_log("unwinds for -110 at 10\n");
}

static void a_deadline_beyond_the_clock_is_never(void **state)
{
    cede_sim_set_now(*state, CEDE__POINT(CEDE_NEVER.ns - 1000));
    assert_int_equal(cede_sim_run(*state, limited(cede_s(1), cede_ns(10))), 1);
}

/* ---- cancel ---------------------------------------------------------------------------------- */

HAND(cancelled_limited, cede_duration inner; int reason;, cede_group g; cede_task *child;, cede_join__deep)
{
    HAND_BEGIN(cancelled_limited);
    cede__group_begin(t, &self->g, 0);
    cede_spawn(&self->g, cancel_after(&self->child, cede_ms(10), self->reason));
    self->child = cede_spawn_task(&self->g, twice_limited(cede_s(1), self->inner, cede_s(9)));
    HAND_AWAIT(cede_join, self->child);
    event("joined %d", HAND_RESULT(cede_join));
    HAND_STEP(cede__group_wait(&self->g, t));
    cede__group_pop(t, &self->g);
    cede__group_end(&self->g);
    HAND_RETURN(cancelled_limited, 0);
    HAND_LEAVE(cancelled_limited);
    HAND_UNWIND();
}
HAND_DEFINE(cancelled_limited, (cede_duration inner, int reason), inner, reason)

static void a_cancel_passes_every_deadline(void **state)
{
    assert_int_equal(cede_sim_run(*state, cancelled_limited(cede_s(2), 0)), 0);
    assert_log("asked at 10\n"                      /* not stepped inline */
               "unwinds for -125 at 10\n"           /* ECANCELED */
               "joined -125\n");
}

static void a_cancel_wins_over_a_deadline_of_the_same_turn(void **state)
{
    assert_int_equal(cede_sim_run(*state, cancelled_limited(cede_ms(10), 0)), 0);
    assert_log("asked at 10\nunwinds for -125 at 10\njoined -125\n");
}

static void a_cancel_carries_its_reason(void **state)
{
    assert_int_equal(cede_sim_run(*state, cancelled_limited(cede_s(2), -EINTR)), 0);
    assert_log("asked at 10\nunwinds for -4 at 10\njoined -4\n");
}

HAND(cancel_twice, , cede_group g; cede_task *child;, cede_join__deep)
{
    HAND_BEGIN(cancel_twice);
    cede__group_begin(t, &self->g, 0);
    self->child = cede_spawn_task(&self->g, cede_sleep(cede_s(5)));
    HAND_AWAIT0(cede_yield);
    assert_null(cede_task_cancelled_at(self->child));
    cede_task_cancel(self->child, -EPIPE);
    cede_task_cancel(self->child, -EINTR);
    assert_non_null(strstr(cede_task_cancelled_at(self->child), "scope_test.c:"));
    HAND_AWAIT(cede_join, self->child);
    event("joined %d", HAND_RESULT(cede_join));
    cede_task_cancel(self->child, 0);               /* has ended: nothing happens */
    HAND_AWAIT(cede_join, self->child);
    event("joined %d at %d", HAND_RESULT(cede_join), ms());
    HAND_STEP(cede__group_wait(&self->g, t));
    cede__group_pop(t, &self->g);
    cede__group_end(&self->g);
    HAND_RETURN(cancel_twice, 0);
    HAND_LEAVE(cancel_twice);
    HAND_UNWIND();
}
HAND_DEFINE0(cancel_twice)

static void the_first_of_two_cancels_counts(void **state)
{
    assert_int_equal(cede_sim_run(*state, cancel_twice()), 0);
    assert_log("joined -32\njoined -32 at 0\n");
}

HAND(first_step, int given;, , cede_sleep__deep)
{
    HAND_BEGIN(first_step);
    event("takes over %d", self->given);
    HAND_AWAIT(cede_sleep, cede_s(1));
    event("goes on");
    HAND_RETURN(first_step, 0);
    HAND_LEAVE(first_step);
    event("gives back %d", self->given);
    HAND_UNWIND();
}
HAND_DEFINE(first_step, (int given), given)

static void a_task_that_is_cancelled_before_its_first_step_takes_it(void **state)
{
    cede_sim_cancel_at(*state, 0, -ECANCELED);
    assert_int_equal(cede_sim_run(*state, first_step(7)), -ECANCELED);
    assert_log("takes over 7\ngives back 7\n");
}

static void a_cancelled_sleep_leaves_no_timer(void **state)
{
    cede_sim_cancel_at(*state, 1, -ECANCELED);
    assert_int_equal(cede_sim_run(*state, cede_sleep(CEDE_FOREVER)), -ECANCELED);
    assert_int_equal(cede_sim_count(*state).timers, 0);
}

static void a_cancelled_yield_unwinds(void **state)
{
    cede_sim_cancel_at(*state, 1, -ECANCELED);
    assert_int_equal(cede_sim_run(*state, cede_yield()), -ECANCELED);
}

/* ---- holds -------------------------------------------------------------------------------------- */

/* within (10 ms) { shield { sleep(held); event } sleep(after); return 1 } else { return 2 } */
HAND(shielded, cede_duration held; cede_duration after;, cede__within w; cede_scope hold;, cede_sleep__deep)
{
    HAND_BEGIN(shielded);
    cede__within_begin(t, &self->w, cede_ms(10));
    cede__hold_begin(t, &self->hold);
    HAND_AWAIT(cede_sleep, self->held);
    event("shield ends at %d, pending %d", ms(), cede_cancel_pending());
    cede__hold_end(t, &self->hold);
    event("behind it pending %d", cede_cancel_pending());
    if (self->after.ns) {
        HAND_AWAIT(cede_sleep, self->after);
    }
    cede__within_end(t, &self->w);
    HAND_RETURN(shielded, 1);
    HAND_LEAVE(shielded);
    if (cede__within_takes(t, &self->w))
        HAND_RETURN(shielded, 2);
    HAND_UNWIND();
}
HAND_DEFINE(shielded, (cede_duration held, cede_duration after), held, after)

static void a_held_signal_acts_at_the_next_await_that_waits(void **state)
{
    assert_int_equal(cede_sim_run(*state, shielded(cede_ms(30), cede_ms(5))), 2);
    assert_log("shield ends at 30, pending 0\nbehind it pending -110\n");
    assert_int_equal(cede_sim_now(*state).ns, cede_ms(30).ns);
}

static void a_function_that_returns_before_that_has_completed(void **state)
{
    assert_int_equal(cede_sim_run(*state, shielded(cede_ms(30), cede_ms(0))), 1);
}

static void a_hold_without_a_signal_changes_nothing(void **state)
{
    assert_int_equal(cede_sim_run(*state, shielded(cede_ms(3), cede_ms(5))), 1);
    assert_log("shield ends at 3, pending 0\nbehind it pending 0\n");
}

/* shield { limited(10 ms, 1 s) } while the outer deadline passes at 5 ms. */
HAND(inside_hold, , cede__within w; cede_scope hold;, limited__deep)
{
    HAND_BEGIN(inside_hold);
    cede__within_begin(t, &self->w, cede_ms(5));
    cede__hold_begin(t, &self->hold);
    HAND_AWAIT(limited, cede_ms(10), cede_s(1));
    event("inside %d at %d", HAND_RESULT(limited), ms());
    cede__hold_end(t, &self->hold);
    HAND_AWAIT0(cede_yield);
    HAND_RETURN(inside_hold, 1);
    HAND_LEAVE(inside_hold);
    if (cede__within_takes(t, &self->w))
        HAND_RETURN(inside_hold, 2);
    HAND_UNWIND();
}
HAND_DEFINE0(inside_hold)

static void scopes_inside_a_hold_work_as_usual(void **state)
{
    assert_int_equal(cede_sim_run(*state, inside_hold()), 2);
    assert_log("unwinds for -110 at 10\ninside 2 at 10\n");
}

/* Two holds with a within between them: each keeps what comes from behind it. */
HAND(two_holds, , cede__within outer; cede_scope hold1; cede__within inner; cede_scope hold2;, cede_sleep__deep)
{
    HAND_BEGIN(two_holds);
    cede__within_begin(t, &self->outer, cede_ms(30));
    cede__hold_begin(t, &self->hold1);
    cede__within_begin(t, &self->inner, cede_ms(10));
    cede__hold_begin(t, &self->hold2);
    HAND_AWAIT(cede_sleep, cede_ms(40));
    event("%d %d", t->signal, ms());
    cede__hold_end(t, &self->hold2);
    event("%d", t->signal);                 /* the inner one */
    cede__within_end(t, &self->inner);
    event("%d", t->signal);                 /* the first hold still holds */
    cede__hold_end(t, &self->hold1);
    event("%d", t->signal);
    cede__within_end(t, &self->outer);
    event("%d", t->signal);
    HAND_RETURN(two_holds, 0);
    HAND_LEAVE(two_holds);
    HAND_UNWIND();
}
HAND_DEFINE0(two_holds)

static void each_hold_keeps_what_comes_from_behind_it(void **state)
{
    assert_int_equal(cede_sim_run(*state, two_holds()), 0);
    assert_log("0 40\n-110\n0\n-110\n0\n");
}

static void a_cancel_is_held_too(void **state)
{
    cede_sim_cancel_at(*state, 1, -ECANCELED);
    assert_int_equal(cede_sim_run(*state, shielded(cede_ms(3), cede_ms(5))), -ECANCELED);
    assert_log("shield ends at 3, pending 0\nbehind it pending -125\n");
}

/* ---- what no scope takes --------------------------------------------------------------------------- */

HAND(out_of_memory, , cede__within w; cede_scope hold;, limited__deep)
{
    HAND_BEGIN(out_of_memory);
    cede__within_begin(t, &self->w, cede_ms(0));
    cede__fail(t, -ENOMEM);
    goto leave;
    HAND_STEP(CEDE_DONE);
    HAND_LEAVE(out_of_memory);
    if (self->cede__state == 0) {
        event("reason %d", cede__reason(t));
        cede__hold_begin(t, &self->hold);           /* a defer that awaits */
        CEDE__ARGS(limited, child, 0, cede_ms(1), cede_s(1));
        self->cede__state = 1;
    }
    s = limited__step(child, t);
    if (s == CEDE_PENDING)
        return cede__pending(t, self, step);
    event("a within in the defer gives %d", HAND_RESULT(limited));
    cede__hold_end(t, &self->hold);
    assert_false(cede__within_takes(t, &self->w));
    HAND_UNWIND();
}
HAND_DEFINE0(out_of_memory)

static void no_scope_takes_out_of_memory_and_a_hold_puts_it_aside(void **state)
{
    assert_int_equal(cede_sim_run(*state, out_of_memory()), -ENOMEM);
    assert_log("reason -12\nunwinds for -110 at 1\na within in the defer gives 2\n");
}

/* ---- cancel_pending ------------------------------------------------------------------------------------ */

HAND(compute, cede_sim *sim;, cede__within outer; cede__within inner;, cede_sleep__deep)
{
    HAND_BEGIN(compute);
    cede__within_begin(t, &self->outer, cede_ms(20));
    cede__within_begin(t, &self->inner, cede_ms(10));
    event("%d", cede_cancel_pending());
    cede_sim_set_now(self->sim, CEDE__POINT(cede_ms(10).ns));     /* a long computation */
    event("%d, the turn's clock says %d", cede_cancel_pending(), ms());
    cede__within_end(t, &self->inner);
    event("%d", cede_cancel_pending());
    cede__within_end(t, &self->outer);
    HAND_RETURN(compute, 0);
    HAND_LEAVE(compute);
    HAND_UNWIND();
}
HAND_DEFINE(compute, (cede_sim *sim), sim)

static void cancel_pending_sees_a_deadline_that_passed_in_this_step(void **state)
{
    assert_int_equal(cede_cancel_pending(), 0);
    assert_int_equal(cede_sim_run(*state, compute(*state)), 0);
    assert_log("0\n-110, the turn's clock says 0\n0\n");
}

static void leaving_is_0_outside_of_a_defer(void **state)
{
    (void)state;
    assert_int_equal(cede_leaving(), 0);
}

/* ---- sweeps ----------------------------------------------------------------------------------------------- */

static int scenario(cede_sim *sim, void *ctx)
{
    int r = cede_sim_run(sim, twice_limited(cede_ms(20), cede_ms(10), cede_s(1)));
    event_log_clear();
    (void)ctx;
    return !(r == 2 || r == -ECANCELED || r == -ETIMEDOUT || r == -ENOMEM);
}

static void wherever_it_is_disturbed_nothing_is_left(void **state)
{
    (void)state;
    /* plain; cancel and deadline at 0 and 1; one allocation; 20 orders */
    assert_int_equal(cede_sim_sweep(scenario, NULL, CEDE_SIM_ALL), 1 + 2 + 2 + 1 + 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIM_TEST(a_block_that_is_fast_enough_leaves_no_timer),
        SIM_TEST(a_deadline_unwinds_the_await_and_is_taken),
        SIM_TEST(an_operation_that_is_due_with_its_deadline_wins),
        SIM_TEST(a_deadline_that_has_passed_unwinds_the_first_await_that_waits),
        SIM_TEST(a_passed_deadline_without_an_await_ends_normally),
        SIM_TEST(the_inner_of_two_deadlines_is_taken_inside),
        SIM_TEST(the_outer_of_two_deadlines_passes_the_inner_block),
        SIM_TEST(of_two_that_expire_together_the_outermost_wins),
        SIM_TEST(a_deadline_beyond_the_clock_is_never),
        SIM_TEST(a_cancel_passes_every_deadline),
        SIM_TEST(a_cancel_wins_over_a_deadline_of_the_same_turn),
        SIM_TEST(a_cancel_carries_its_reason),
        SIM_TEST(the_first_of_two_cancels_counts),
        SIM_TEST(a_task_that_is_cancelled_before_its_first_step_takes_it),
        SIM_TEST(a_cancelled_sleep_leaves_no_timer),
        SIM_TEST(a_cancelled_yield_unwinds),
        SIM_TEST(a_held_signal_acts_at_the_next_await_that_waits),
        SIM_TEST(a_function_that_returns_before_that_has_completed),
        SIM_TEST(a_hold_without_a_signal_changes_nothing),
        SIM_TEST(scopes_inside_a_hold_work_as_usual),
        SIM_TEST(each_hold_keeps_what_comes_from_behind_it),
        SIM_TEST(a_cancel_is_held_too),
        SIM_TEST(no_scope_takes_out_of_memory_and_a_hold_puts_it_aside),
        SIM_TEST(cancel_pending_sees_a_deadline_that_passed_in_this_step),
        SIM_TEST(leaving_is_0_outside_of_a_defer),
        SIM_TEST(wherever_it_is_disturbed_nothing_is_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
