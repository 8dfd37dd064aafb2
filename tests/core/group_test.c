/* group_test.c: who is cancelled when, what a block hears of failures, limits. */
#include "sim_fixture.h"
#include "hand.h"

/* ---- what the tests run ------------------------------------------------------------------- */

/* Sleeps, then ends with a result; says how it ended. */
HAND(work, int name; int for_ms; int result;, , cede_sleep__deep)
{
    HAND_BEGIN(work);
    HAND_AWAIT(cede_sleep, cede_ms(self->for_ms));
    event("%c ends with %d at %d", self->name, self->result, ms());
    HAND_RETURN(work, self->result);
    HAND_LEAVE(work);
    event("%c unwinds for %d at %d", self->name, cede__reason(t), ms());
    HAND_UNWIND();
}
HAND_DEFINE(work, (int name, int for_ms, int result), name, for_ms, result)

/* The same, and its unwinding takes a while and fails: a defer that turns it into a
 * result. */
HAND(stubborn, int name; int result;, cede_scope hold;, cede_sleep__deep)
{
    HAND_BEGIN(stubborn);
    HAND_AWAIT(cede_sleep, cede_s(100));
    HAND_RETURN(stubborn, 0);
    HAND_LEAVE(stubborn);
    if (self->cede__state != 1) {
        cede__hold_begin(t, &self->hold);
        CEDE__ARGS(cede_sleep, child, 0, cede_ms(5));
        self->cede__state = 1;
    }
    s = cede_sleep__step(child, t);
    if (s == CEDE_PENDING)
        return cede__pending(t, self, step);
    cede__hold_end(t, &self->hold);
    event("%c says %d at %d", self->name, self->result, ms());
    HAND_RETURN(stubborn, self->result);
}
HAND_DEFINE(stubborn, (int name, int result), name, result)

/* ---- failures -------------------------------------------------------------------------------- */

HAND(one_fails, , cede_group g;, cede_sleep__deep)
{
    HAND_GROUP(one_fails, 0);
    cede_spawn(&self->g, work('a', 50, 1));
    cede_spawn(&self->g, work('b', 10, -EPIPE));
    cede_spawn(&self->g, work('c', 50, 1));
    HAND_AWAIT(cede_sleep, cede_ms(40));
    event("the body goes on");
    HAND_GROUP_END(one_fails);
}
HAND_DEFINE0(one_fails)

static void a_failure_cancels_siblings_in_spawn_order_and_unwinds_the_body(void **state)
{
    assert_int_equal(cede_sim_run(*state, one_fails()), -EPIPE);
    assert_log("b ends with -32 at 10\n"
               "a unwinds for -125 at 10\n"
               "c unwinds for -125 at 10\n");
}

HAND(reason_of_group, , cede_group g;, cede_sleep__deep)
{
    HAND_BEGIN(reason_of_group);
    cede__group_begin(t, &self->g, 0);
    cede_spawn(&self->g, work('a', 10, -EPIPE));
    HAND_AWAIT(cede_sleep, cede_ms(40));
    HAND_LEAVE(reason_of_group);
    event("the body is left for %d", cede__reason(t));
    assert_int_equal(cede__group_wait(&self->g, t), CEDE_UNWOUND);
    assert_true(cede__group_takes(t, &self->g));
    {
        int errors[2] = { 0, 0 };
        assert_int_equal(cede_group_error(&self->g), -EPIPE);
        assert_int_equal(cede_group_errors(&self->g, errors, 2), 1);
        assert_int_equal(errors[0], -EPIPE);
    }
    assert_int_equal(cede_sim_count((cede_sim *)cede_loop_current()).blocks, 2);    /* kept */
    cede__group_end(&self->g);
    assert_int_equal(cede_sim_count((cede_sim *)cede_loop_current()).blocks, 1);
    HAND_RETURN(reason_of_group, 0);
}
HAND_DEFINE0(reason_of_group)

static void the_body_is_left_for_the_groups_error_and_the_failed_task_kept(void **state)
{
    assert_int_equal(cede_sim_run(*state, reason_of_group()), 0);
    assert_log("a ends with -32 at 10\nthe body is left for -32\n");
}

HAND(all_fail, int *errors; unsigned *n;, cede_group g;, cede_sleep__deep)
{
    HAND_BEGIN(all_fail);
    cede__group_begin(t, &self->g, 0);
    cede_spawn(&self->g, stubborn('a', -EIO));
    cede_spawn(&self->g, stubborn('b', 7));
    cede_spawn(&self->g, work('c', 10, -EPIPE));
    HAND_STEP(cede__group_wait(&self->g, t));
    HAND_LEAVE(all_fail);
    assert_true(cede__group_takes(t, &self->g));
    *self->n = cede_group_errors(&self->g, self->errors, 4);
    cede__group_end(&self->g);
    HAND_RETURN(all_fail, 0);
}
HAND_DEFINE(all_fail, (int *errors, unsigned *n), errors, n)

static void a_failure_counts_even_from_a_cancelled_sibling(void **state)
{
    int errors[4] = { 0 };
    unsigned n = 0;
    assert_int_equal(cede_sim_run(*state, all_fail(errors, &n)), 0);
    assert_log("c ends with -32 at 10\n"
               "a says -5 at 15\n"              /* all are awaited */
               "b says 7 at 15\n");
    assert_int_equal(n, 2);
    assert_int_equal(errors[0], -EPIPE);        /* in order of ending */
    assert_int_equal(errors[1], -EIO);
}

HAND(cancelled_child, , cede_group g; cede_task *k;, cede_sleep__deep)
{
    HAND_GROUP(cancelled_child, 0);
    cede_spawn(&self->g, work('a', 20, 1));
    self->k = cede_spawn_task(&self->g, work('b', 50, 1));
    HAND_AWAIT(cede_sleep, cede_ms(10));
    cede_task_cancel(self->k, -EINTR);
    HAND_GROUP_END(cancelled_child);
}
HAND_DEFINE0(cancelled_child)

static void a_cancel_through_a_handle_is_no_failure(void **state)
{
    assert_int_equal(cede_sim_run(*state, cancelled_child()), 0);
    assert_log("b unwinds for -4 at 10\na ends with 1 at 20\n");
}

HAND(cancelled_group, , cede_group g;, cede_sleep__deep)
{
    HAND_GROUP(cancelled_group, 0);
    cede_spawn(&self->g, work('a', 20, 1));
    HAND_AWAIT(cede_sleep, cede_ms(10));
    cede_group_cancel(&self->g);
    cede_spawn(&self->g, work('b', 20, 1));
    assert_int_equal(cede_group_running(&self->g), 2);
    HAND_AWAIT(cede_sleep, cede_ms(10));
    event("the body goes on at %d", ms());
    HAND_GROUP_END(cancelled_group);
}
HAND_DEFINE0(cancelled_group)

static void a_cancelled_group_cancels_what_it_has_and_what_it_gets(void **state)
{
    assert_int_equal(cede_sim_run(*state, cancelled_group()), 0);
    assert_log("a unwinds for -125 at 10\n"
               "b unwinds for -125 at 10\n"     /* took its first step */
               "the body goes on at 20\n");
}

/* ---- signals from further out -------------------------------------------------------------------- */

HAND(wait_at_end, , cede_group g;, 0)
{
    HAND_GROUP(wait_at_end, 0);
    cede_spawn(&self->g, work('a', 50, 1));
    cede_spawn(&self->g, stubborn('b', 1));
    HAND_GROUP_END(wait_at_end);
}
HAND_DEFINE0(wait_at_end)

static void a_cancel_at_the_blocks_end_cancels_the_tasks_and_waits(void **state)
{
    cede_sim_cancel_at(*state, 1, -ECANCELED);
    assert_int_equal(cede_sim_run(*state, wait_at_end()), -ECANCELED);
    assert_log("a unwinds for -125 at 0\nb says 1 at 5\n");
}

/* within (10 ms) { group { fails at 10 ms } } else: the outer one wins. */
HAND(meet, int fails_at;, cede__within w;, one_fails__deep)
{
    HAND_BEGIN(meet);
    cede__within_begin(t, &self->w, cede_ms(self->fails_at));
    HAND_AWAIT0(one_fails);
    cede__within_end(t, &self->w);
    HAND_RETURN(meet, HAND_RESULT(one_fails));
    HAND_LEAVE(meet);
    HAND_RETURN(meet, cede__within_takes(t, &self->w) ? -ETIMEDOUT : -1);
}
HAND_DEFINE(meet, (int fails_at), fails_at)

static void of_a_failure_and_an_outer_deadline_the_outermost_wins(void **state)
{
    assert_int_equal(cede_sim_run(*state, meet(10)), -ETIMEDOUT);
    assert_int_equal(cede_sim_run(*state, meet(11)), -EPIPE);
}

HAND(out_of_memory, , cede_group g;, 0)
{
    HAND_BEGIN(out_of_memory);
    cede__group_begin(t, &self->g, 0);
    cede_spawn(&self->g, work('a', 50, 1));
    cede__fail(t, -ENOMEM);
    HAND_STEP(cede__group_wait(&self->g, t));
    HAND_LEAVE(out_of_memory);
    assert_false(cede__group_takes(t, &self->g));
    cede__group_end(&self->g);
    HAND_UNWIND();
}
HAND_DEFINE0(out_of_memory)

static void a_block_that_is_left_for_memory_cancels_its_tasks(void **state)
{
    assert_int_equal(cede_sim_run(*state, out_of_memory()), -ENOMEM);
    assert_log("a unwinds for -125 at 0\n");
}

HAND(ends_first, , cede_group g; cede_scope hold;, 0)
{
    HAND_GROUP(ends_first, 0);
    HAND_GROUP_END(ends_first);
}
HAND_DEFINE0(ends_first)

static void a_signal_does_not_act_at_the_end_of_a_group_that_is_empty(void **state)
{
    cede_sim_cancel_at(*state, 0, -ECANCELED);
    assert_int_equal(cede_sim_run(*state, ends_first()), 0);
}

/* ---- isolate -------------------------------------------------------------------------------------- */

HAND(isolated, int failing;, cede_group g; int i; int errors[32];, cede_sleep__deep)
{
    HAND_GROUP(isolated, CEDE_ISOLATE);
    for (self->i = 0; self->i < self->failing; self->i++)
        cede_spawn(&self->g, work('f', 1 + self->i, -EPIPE - self->i));
    cede_spawn(&self->g, work('a', 50, 1));
    HAND_AWAIT(cede_sleep, cede_ms(40));
    assert_int_equal(cede_group_error(&self->g), -EPIPE);
    assert_int_equal(cede_group_failures(&self->g), self->failing);
    assert_int_equal(cede_group_errors(&self->g, self->errors, 32), self->failing < 16 ? self->failing : 16);
    assert_int_equal(self->errors[self->failing < 16 ? self->failing - 1 : 15],
                     -EPIPE - (self->failing < 16 ? self->failing - 1 : 15));
    event_log_clear();
    HAND_GROUP_END(isolated);
}
HAND_DEFINE(isolated, (int failing), failing)

static void an_isolating_groups_failures_are_reported_and_siblings_go_on(void **state)
{
    cede_sim_report_to(*state, NULL);
    assert_int_equal(cede_sim_run(*state, isolated(2)), 0);
    assert_log("a ends with 1 at 50\n");
    assert_int_equal(cede_sim_count(*state).errors, 2);
}

static void an_isolating_group_keeps_sixteen_failures(void **state)
{
    cede_sim_report_to(*state, NULL);
    assert_int_equal(cede_sim_run(*state, isolated(30)), 0);
    assert_int_equal(cede_sim_count(*state).errors, 30);
}

/* ---- limits ----------------------------------------------------------------------------------------- */

HAND(limited, , cede_group g;, cede_group_room__deep)
{
    HAND_GROUP(limited, 0);
    cede_group_limit(&self->g, 2);
    HAND_AWAIT(cede_group_room, &self->g);
    assert_int_equal(cede_spawn(&self->g, work('a', 10, 1)), 0);
    assert_int_equal(cede_spawn(&self->g, work('b', 20, 1)), 0);
    assert_int_equal(cede_spawn(&self->g, work('c', 30, 1)), -EAGAIN);
    assert_null(cede_spawn_task(&self->g, work('c', 30, 1)));
    HAND_AWAIT(cede_group_room, &self->g);
    event("room at %d", ms());
    assert_int_equal(cede_spawn(&self->g, work('c', 30, 1)), 0);
    cede_group_limit(&self->g, 0);
    assert_int_equal(cede_spawn(&self->g, work('d', 30, 1)), 0);
    HAND_GROUP_END(limited);
}
HAND_DEFINE0(limited)

static void spawn_above_the_limit_gives_EAGAIN_and_room_can_be_awaited(void **state)
{
    assert_int_equal(cede_sim_run(*state, limited()), 0);
    assert_log("a ends with 1 at 10\nroom at 10\nb ends with 1 at 20\n"
               "c ends with 1 at 40\nd ends with 1 at 40\n");
}

/* Two wait for room; one is cancelled in the turn in which there is some. */
HAND(wants_room, cede_group *g; int name;, , cede_group_room__deep)
{
    HAND_BEGIN(wants_room);
    HAND_AWAIT(cede_group_room, self->g);
    event("%c has room at %d", self->name, ms());
    assert_int_equal(cede_spawn(self->g, work(self->name, 10, 1)), 0);
    HAND_RETURN(wants_room, 0);
    HAND_LEAVE(wants_room);
    event("%c gives up", self->name);
    HAND_UNWIND();
}
HAND_DEFINE(wants_room, (cede_group *g, int name), g, name)

HAND(contended, , cede_group g; cede_group inner; cede_task *x;, cede_sleep__deep)
{
    HAND_GROUP(contended, 0);
    cede__group_begin(t, &self->inner, 0);
    cede_group_limit(&self->inner, 1);
    cede_spawn(&self->inner, work('a', 10, 1));
    self->x = cede_spawn_task(&self->g, wants_room(&self->inner, 'x'));
    cede_spawn(&self->g, wants_room(&self->inner, 'y'));
    cede_spawn(&self->g, wants_room(&self->inner, 'z'));
    HAND_AWAIT(cede_sleep, cede_ms(5));
    cede_task_cancel(self->x, 0);
    HAND_AWAIT(cede_sleep, cede_ms(100));
    HAND_STEP(cede__group_wait(&self->inner, t));
    cede__group_pop(t, &self->inner);
    cede__group_end(&self->inner);
    HAND_GROUP_END(contended);
}
HAND_DEFINE0(contended)

static void room_is_for_one_at_a_time_and_not_lost_with_a_cancelled_one(void **state)
{
    assert_int_equal(cede_sim_run(*state, contended()), 0);
    assert_log("x gives up\n"
               "a ends with 1 at 10\ny has room at 10\n"
               "y ends with 1 at 20\nz has room at 20\n"
               "z ends with 1 at 30\n");
}

/* ---- sweeps -------------------------------------------------------------------------------------------- */

static int scenario(cede_sim *sim, void *ctx)
{
    int r = cede_sim_run(sim, one_fails());
    event_log_clear();
    (void)ctx;
    return !(r == -EPIPE || r == -ECANCELED || r == -ETIMEDOUT || r == -ENOMEM);
}

static void wherever_it_is_cancelled_nothing_is_left(void **state)
{
    (void)state;
    /* plain; cancel and deadline at 0 and 1; orders */
    assert_int_equal(cede_sim_sweep(scenario, NULL, CEDE_SIM_CANCELS | CEDE_SIM_DEADLINES | CEDE_SIM_ORDERS),
                     1 + 2 + 2 + 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIM_TEST(a_failure_cancels_siblings_in_spawn_order_and_unwinds_the_body),
        SIM_TEST(the_body_is_left_for_the_groups_error_and_the_failed_task_kept),
        SIM_TEST(a_failure_counts_even_from_a_cancelled_sibling),
        SIM_TEST(a_cancel_through_a_handle_is_no_failure),
        SIM_TEST(a_cancelled_group_cancels_what_it_has_and_what_it_gets),
        SIM_TEST(a_cancel_at_the_blocks_end_cancels_the_tasks_and_waits),
        SIM_TEST(of_a_failure_and_an_outer_deadline_the_outermost_wins),
        SIM_TEST(a_block_that_is_left_for_memory_cancels_its_tasks),
        SIM_TEST(a_signal_does_not_act_at_the_end_of_a_group_that_is_empty),
        SIM_TEST(an_isolating_groups_failures_are_reported_and_siblings_go_on),
        SIM_TEST(an_isolating_group_keeps_sixteen_failures),
        SIM_TEST(spawn_above_the_limit_gives_EAGAIN_and_room_can_be_awaited),
        SIM_TEST(room_is_for_one_at_a_time_and_not_lost_with_a_cancelled_one),
        SIM_TEST(wherever_it_is_cancelled_nothing_is_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
