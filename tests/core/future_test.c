/* future_test.c: a result that comes once. */
#include "sim_fixture.h"
#include "hand.h"

HAND(wait_for, cede_future *f; int name;, , cede_future_wait__deep)
{
    HAND_BEGIN(wait_for);
    HAND_AWAIT(cede_future_wait, self->f);
    event("%c got %d at %d", self->name, HAND_RESULT(cede_future_wait), ms());
    HAND_RETURN(wait_for, 0);
    HAND_LEAVE(wait_for);
    event("%c unwinds", self->name);
    HAND_UNWIND();
}
HAND_DEFINE(wait_for, (cede_future *f, int name), f, name)

static void say(cede_future_callback *c, int result)
{
    (void)c;
    event("called with %d", result);
}

HAND(three_wait, int result;,
     cede_group g; cede_future f; cede_future_callback c; cede_future_callback late; cede_task *k;,
     cede_sleep__deep)
{
    HAND_GROUP(three_wait, 0);
    cede_future_init(&self->f);
    self->c.call = self->late.call = say;
    cede_future_then(&self->f, &self->c);
    cede_spawn(&self->g, wait_for(&self->f, 'a'));
    self->k = cede_spawn_task(&self->g, wait_for(&self->f, 'b'));
    cede_spawn(&self->g, wait_for(&self->f, 'c'));
    HAND_AWAIT(cede_sleep, cede_ms(10));
    cede_task_cancel(self->k, 0);
    cede_task_release(self->k);                     /* its frame is gone when it has unwound */
    HAND_AWAIT(cede_sleep, cede_ms(10));
    assert_false(cede_future_is_set(&self->f));
    if (self->result < 0)
        assert_int_equal(cede_future_fail(&self->f, self->result), 0);
    else
        assert_int_equal(cede_future_set(&self->f, self->result), 0);
    assert_int_equal(cede_future_set(&self->f, 9), -EALREADY);
    assert_int_equal(cede_future_fail(&self->f, -9), -EALREADY);
    assert_true(cede_future_is_set(&self->f));
    cede_future_then(&self->f, &self->late);
    HAND_AWAIT(cede_future_wait, &self->f);
    event("main got %d", HAND_RESULT(cede_future_wait));
    HAND_GROUP_END(three_wait);
}
HAND_DEFINE(three_wait, (int result), result)

static void a_result_reaches_all_who_wait_in_the_order_they_came(void **state)
{
    assert_int_equal(cede_sim_run(*state, three_wait(5)), 0);
    assert_log("b unwinds\n"
               "called with 5\ncalled with 5\n"     /* before set returns; the late one at once */
               "main got 5\n"                       /* was there already */
               "a got 5 at 20\nc got 5 at 20\n");
}

static void an_error_reaches_all_too(void **state)
{
    assert_int_equal(cede_sim_run(*state, three_wait(-EPIPE)), 0);
    assert_log("b unwinds\ncalled with -32\ncalled with -32\nmain got -32\na got -32 at 20\nc got -32 at 20\n");
}

/* The future may be gone when its waiters are stepped. */
HAND(short_lived, , cede_group g; cede_future *f;, cede_sleep__deep)
{
    HAND_GROUP(short_lived, 0);
    self->f = malloc(sizeof *self->f);
    cede_future_init(self->f);
    cede_spawn(&self->g, wait_for(self->f, 'a'));
    HAND_AWAIT0(cede_yield);
    cede_future_set(self->f, 3);
    cede_future_deinit(self->f);
    free(self->f);
    HAND_GROUP_END(short_lived);
}
HAND_DEFINE0(short_lived)

static void a_future_may_end_when_it_has_been_set(void **state)
{
    assert_int_equal(cede_sim_run(*state, short_lived()), 0);
    assert_log("a got 3 at 0\n");
}

/* Set and cancelled in one turn: the result is not lost. */
HAND(set_and_cancel, int cancel_first;, cede_group g; cede_future f; cede_task *k;, cede_sleep__deep)
{
    HAND_GROUP(set_and_cancel, 0);
    cede_future_init(&self->f);
    self->k = cede_spawn_task(&self->g, wait_for(&self->f, 'a'));
    HAND_AWAIT0(cede_yield);
    if (self->cancel_first)
        cede_task_cancel(self->k, 0);
    cede_future_set(&self->f, 4);
    cede_task_cancel(self->k, 0);
    HAND_GROUP_END(set_and_cancel);
}
HAND_DEFINE(set_and_cancel, (int cancel_first), cancel_first)

static void a_result_that_has_come_is_not_lost_to_a_cancel(void **state)
{
    assert_int_equal(cede_sim_run(*state, set_and_cancel(0)), 0);
    assert_int_equal(cede_sim_run(*state, set_and_cancel(1)), 0);
    assert_log("a got 4 at 0\na got 4 at 0\n");
}

/* One that awaits what is always there gives way after its share of operations. */
HAND(greedy, cede_future *f;, int i;, cede_future_wait__deep)
{
    HAND_BEGIN(greedy);
    for (self->i = 0; self->i < 200; self->i++) {
        HAND_AWAIT(cede_future_wait, self->f);
    }
    event("greedy has ended");
    HAND_RETURN(greedy, 0);
    HAND_LEAVE(greedy);
    HAND_UNWIND();
}
HAND_DEFINE(greedy, (cede_future *f), f)

HAND(share, , cede_group g; cede_future f;, cede_yield__deep)
{
    HAND_GROUP(share, 0);
    cede_future_init(&self->f);
    cede_future_set(&self->f, 1);
    cede_spawn(&self->g, greedy(&self->f));
    cede_spawn(&self->g, wait_for(&self->f, 'q'));
    HAND_GROUP_END(share);
}
HAND_DEFINE0(share)

static void what_is_always_ready_starves_nobody(void **state)
{
    assert_int_equal(cede_sim_run(*state, share()), 0);
    assert_log("q got 1 at 0\ngreedy has ended\n");
}

HAND(forgotten, , cede_group g; cede_future f;, cede_yield__deep)
{
    HAND_GROUP(forgotten, 0);
    cede_future_init(&self->f);
    cede_spawn(&self->g, wait_for(&self->f, 'a'));
    HAND_AWAIT0(cede_yield);
    cede_future_deinit(&self->f);
    HAND_GROUP_END(forgotten);
}
HAND_DEFINE0(forgotten)

static void run_forgotten(void)
{
    cede_sim_run(cede_sim_new(), forgotten());
}

static void a_future_that_is_waited_for_cannot_be_deinited(void **state)
{
    char *said = stops(run_forgotten);
    (void)state;
    assert_non_null(said);
    assert_non_null(strstr(said, "deinited while a task waits"));
    free(said);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIM_TEST(a_result_reaches_all_who_wait_in_the_order_they_came),
        SIM_TEST(an_error_reaches_all_too),
        SIM_TEST(a_future_may_end_when_it_has_been_set),
        SIM_TEST(a_result_that_has_come_is_not_lost_to_a_cancel),
        SIM_TEST(what_is_always_ready_starves_nobody),
        SIM_TEST(a_future_that_is_waited_for_cannot_be_deinited),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
