/* task_test.c: how tasks begin and end: results, handles, arms, static blocks. */
#include "sim_fixture.h"
#include "hand.h"

/* ---- what the tests run ------------------------------------------------------------------ */

HAND(give, int value; int after_ms;, , cede_sleep__deep)
{
    HAND_BEGIN(give);
    if (self->after_ms) {
        HAND_AWAIT(cede_sleep, cede_ms(self->after_ms));
    }
    event("gives %d at %d", self->value, ms());
    HAND_RETURN(give, self->value);
    HAND_LEAVE(give);
    event("does not give %d", self->value);
    HAND_UNWIND();
}
HAND_DEFINE(give, (int value, int after_ms), value, after_ms)

/* The same, but what is negative is a value (CEDE_VALUE). */
HAND(give_value, int value;, , 0)
{
    HAND_BEGIN(give_value);
    HAND_RETURN(give_value, self->value);
    HAND_LEAVE(give_value);
    HAND_UNWIND();
}
HAND_DEFINE_FLAGS(give_value, CEDE__NUMBER, (int value), value)

/* A struct, and a long. */
struct pair { char a[3]; long b; };
CEDE__FRAME pair_of__args { cede_state cede__state; long b; };
CEDE__FRAME pair_of__ret { cede_state cede__state; struct pair value; };
static cede_status pair_of__step(void *frame, cede_task *t)
{
    long b = ((struct pair_of__args *)frame)->b;
    struct pair p = { "ok", b };
    (void)t;
    CEDE__RESULT(pair_of, frame) = p;
    *(cede_state *)frame = CEDE_STATE_DONE;
    return CEDE_DONE;
}
static struct pair pair_of(long b);
static const cede_fn pair_of__fn = {
    "pair_of", "hand", pair_of__step, (cede__plain *)pair_of, NULL, NULL, NULL, sizeof (struct pair_of__ret),
    CEDE__ROUND(sizeof (struct pair_of__ret)), offsetof(struct pair_of__ret, value), sizeof (struct pair), 0, 0, 0
};
static struct pair pair_of(long b)
{
    static const struct pair none;
    void *area = cede__enter(&pair_of__fn);
    if (area)
        CEDE__ARGS(pair_of, area, 0, b);
    return none;
}

CEDE__FRAME long_of__args { cede_state cede__state; long b; };
CEDE__FRAME long_of__ret { cede_state cede__state; long value; };
static cede_status long_of__step(void *frame, cede_task *t)
{
    long b = ((struct long_of__args *)frame)->b;
    (void)t;
    CEDE__RESULT(long_of, frame) = b;
    return CEDE_DONE;
}
static long long_of(long b);
static const cede_fn long_of__fn = {
    "long_of", "hand", long_of__step, (cede__plain *)long_of, NULL, NULL, NULL, sizeof (struct long_of__ret),
    CEDE__ROUND(sizeof (struct long_of__ret)), offsetof(struct long_of__ret, value), sizeof (long), 0, 0,
    CEDE__FAILS
};
static long long_of(long b)
{
    void *area = cede__enter(&long_of__fn);
    if (area)
        CEDE__ARGS(long_of, area, 0, b);
    return 0;
}

/* ---- results ------------------------------------------------------------------------------------ */

static void run_gives_the_calls_int(void **state)
{
    assert_int_equal(cede_sim_run(*state, give(100000, 0)), 100000);
    assert_int_equal(cede_sim_run(*state, give(-5, 0)), -5);
    assert_int_equal(cede_sim_run(*state, give_value(-7)), -7);
    assert_int_equal(cede_sim_run(*state, pair_of(3)), 0);
    assert_int_equal(cede_sim_run(*state, long_of(-40)), -40);
    assert_int_equal(cede_sim_run(*state, long_of(1L << 40)), 0x7fffffff);
}

static void a_main_task_that_fails_is_not_reported(void **state)
{
    assert_int_equal(cede_sim_run(*state, give(-5, 0)), -5);
    assert_int_equal(cede_sim_count(*state).errors, 0);
}

static void a_main_task_without_memory_gives_ENOMEM(void **state)
{
    cede_sim_fail_allocation(*state, 1);
    assert_int_equal(cede_sim_run(*state, give(1, 0)), -ENOMEM);
}

static struct pair got_pair;
static int got_int;
HAND(gather, , cede_group g;, cede_join__deep)
{
    HAND_GROUP(gather, 0);
    assert_int_equal(cede_spawn_into(&self->g, &got_pair, pair_of(42)), 0);
    assert_int_equal(cede_spawn_into(&self->g, &got_int, give(17, 5)), 0);
    HAND_GROUP_END(gather);
}
HAND_DEFINE0(gather)

static void spawn_into_stores_results_of_any_type(void **state)
{
    got_int = 0;
    assert_int_equal(cede_sim_run(*state, gather()), 0);
    assert_string_equal(got_pair.a, "ok");
    assert_int_equal(got_pair.b, 42);
    assert_int_equal(got_int, 17);
}

HAND(gather_failure, , cede_group g;, cede_join__deep)
{
    HAND_GROUP(gather_failure, 0);
    cede_spawn_into(&self->g, &got_int, give(-EPIPE, 0));
    HAND_GROUP_END(gather_failure);
}
HAND_DEFINE0(gather_failure)

static void spawn_into_stores_a_failure_too(void **state)
{
    assert_int_equal(cede_sim_run(*state, gather_failure()), -EPIPE);
    assert_int_equal(got_int, -EPIPE);
}

HAND(gather_nothing, , cede_group g;, cede_join__deep)
{
    HAND_GROUP(gather_nothing, 0);
    cede_spawn_into(&self->g, &got_int, give(1, 50));
    cede_group_cancel(&self->g);
    HAND_GROUP_END(gather_nothing);
}
HAND_DEFINE0(gather_nothing)

static void spawn_into_stores_nothing_for_a_task_that_is_unwound(void **state)
{
    got_int = 99;
    assert_int_equal(cede_sim_run(*state, gather_nothing()), 0);
    assert_int_equal(got_int, 99);
    assert_log("does not give 1\n");
}

/* A spawn among the arguments of a spawn. */
static int two(cede_task *other, int value)
{
    assert_non_null(other);
    return value;
}

HAND(nested_spawn, , cede_group g;, cede_join__deep)
{
    HAND_GROUP(nested_spawn, 0);
    cede_spawn(&self->g, give(two(cede_spawn_task(&self->g, give(1, 0)), 2), 0));
    HAND_GROUP_END(nested_spawn);
}
HAND_DEFINE0(nested_spawn)

static void an_argument_of_spawn_may_spawn(void **state)
{
    assert_int_equal(cede_sim_run(*state, nested_spawn()), 0);
    assert_log("gives 1 at 0\ngives 2 at 0\n");     /* the inner one is made first */
}

/* ---- memory --------------------------------------------------------------------------------------- */

HAND(spawn_values, , cede_group g;, cede_join__deep)
{
    HAND_GROUP(spawn_values, 0);
    assert_int_equal(cede_spawn(&self->g, give(1, 0)), -ENOMEM);
    assert_int_equal(cede_spawn(&self->g, give(2, 0)), 0);
    HAND_GROUP_END(spawn_values);
}
HAND_DEFINE0(spawn_values)

static void spawn_without_memory_says_so_and_fails_nothing(void **state)
{
    cede_sim_fail_allocation(*state, 2);
    assert_int_equal(cede_sim_run(*state, spawn_values()), 0);
    assert_log("gives 2 at 0\n");
}

HAND(spawn_or_fail, , cede_group g;, cede_join__deep)
{
    HAND_GROUP(spawn_or_fail, 0);
    cede_spawn(&self->g, give(1, 50));
    assert_int_equal(cede__spawn_or_fail(&self->g, give(2, 0)), -ENOMEM);
    {
        int errors[2] = { 0, 0 };
        assert_int_equal(cede_group_errors(&self->g, errors, 2), 1);
        assert_int_equal(errors[0], -ENOMEM);
    }
    HAND_GROUP_END(spawn_or_fail);
}
HAND_DEFINE0(spawn_or_fail)

static void a_spawn_whose_value_is_not_used_fails_the_group(void **state)
{
    cede_sim_fail_allocation(*state, 3);
    assert_int_equal(cede_sim_run(*state, spawn_or_fail()), -ENOMEM);
    assert_log("does not give 1\n");
}

HAND(many_short, , cede_group g; int i;, cede_join__deep)
{
    HAND_GROUP(many_short, 0);
    for (self->i = 0; self->i < 10; self->i++)
        cede_spawn(&self->g, give(self->i, self->i + 1));
    HAND_GROUP_END(many_short);
}
HAND_DEFINE0(many_short)

static void a_tasks_memory_is_given_back_the_moment_it_ends(void **state)
{
    assert_int_equal(cede_sim_run(*state, many_short()), 0);
    assert_int_equal(cede_sim_count(*state).blocks, 0);
}

/* ---- handles ---------------------------------------------------------------------------------------- */

HAND(join_it, cede_task **k; int name;, , cede_join__deep)
{
    HAND_BEGIN(join_it);
    HAND_AWAIT(cede_join, *self->k);
    event("%c joined %d at %d", self->name, HAND_RESULT(cede_join), ms());
    HAND_RETURN(join_it, 0);
    HAND_LEAVE(join_it);
    event("%c unwinds", self->name);
    HAND_UNWIND();
}
HAND_DEFINE(join_it, (cede_task **k, int name), k, name)

HAND(join_by_many, , cede_group g; cede_task *k;, cede_join__deep)
{
    HAND_GROUP(join_by_many, 0);
    self->k = cede_spawn_task(&self->g, give(12345678, 10));
    assert_string_equal(cede_task_name(self->k), "give");
    cede_spawn(&self->g, join_it(&self->k, 'a'));
    cede_spawn(&self->g, join_it(&self->k, 'b'));
    HAND_AWAIT(cede_join, self->k);
    event("main joined %d", HAND_RESULT(cede_join));
    HAND_AWAIT(cede_join, self->k);
    event("again %d", HAND_RESULT(cede_join));
    HAND_GROUP_END(join_by_many);
}
HAND_DEFINE0(join_by_many)

static void any_number_of_tasks_may_join_one(void **state)
{
    assert_int_equal(cede_sim_run(*state, join_by_many()), 0);
    assert_log("gives 12345678 at 10\n"
               "main joined 12345678\n"         /* came first */
               "again 12345678\n"
               "a joined 12345678 at 10\n"
               "b joined 12345678 at 10\n");
}

HAND(join_cancelled, , cede_group g; cede_task *k; cede_task *joiner;, cede_join__deep)
{
    HAND_GROUP(join_cancelled, 0);
    self->k = cede_spawn_task(&self->g, give(1, 10));
    self->joiner = cede_spawn_task(&self->g, join_it(&self->k, 'a'));
    HAND_AWAIT0(cede_yield);
    cede_task_cancel(self->joiner, 0);
    cede_task_release(self->joiner);
    HAND_GROUP_END(join_cancelled);
}
HAND_DEFINE0(join_cancelled)

static void a_cancelled_join_leaves_the_task_alone(void **state)
{
    assert_int_equal(cede_sim_run(*state, join_cancelled()), 0);
    assert_log("a unwinds\ngives 1 at 10\n");
}

HAND(release_then_run, , cede_group g; cede_task *k;, cede_join__deep)
{
    HAND_GROUP(release_then_run, 0);
    cede_task_release(NULL);
    cede_task_release(cede_spawn_task(&self->g, give(1, 10)));
    self->k = cede_spawn_task(&self->g, give(2, 0));
    HAND_AWAIT(cede_join, self->k);
    cede_task_release(self->k);
    event("released");
    HAND_GROUP_END(release_then_run);
}
HAND_DEFINE0(release_then_run)

static void a_released_task_goes_on(void **state)
{
    assert_int_equal(cede_sim_run(*state, release_then_run()), 0);
    assert_log("gives 2 at 0\nreleased\ngives 1 at 10\n");
}

/* Released while someone waits for it: who waits gets the result still. */
HAND(release_while_joined, , cede_group g; cede_task *k;, cede_join__deep)
{
    HAND_GROUP(release_while_joined, 0);
    self->k = cede_spawn_task(&self->g, give(3, 10));
    cede_spawn(&self->g, join_it(&self->k, 'a'));
    HAND_AWAIT0(cede_yield);
    cede_task_release(self->k);
    HAND_GROUP_END(release_while_joined);
}
HAND_DEFINE0(release_while_joined)

static void a_task_may_be_released_while_it_is_joined(void **state)
{
    assert_int_equal(cede_sim_run(*state, release_while_joined()), 0);
    assert_log("gives 3 at 10\na joined 3 at 10\n");
}

/* It ends with a wake outstanding: freed when it leaves the queue, after the group. */
HAND(end_woken, , , 0)
{
    HAND_BEGIN(end_woken);
    cede_wake(t);
    HAND_RETURN(end_woken, 0);
    HAND_LEAVE(end_woken);
    HAND_UNWIND();
}
HAND_DEFINE0(end_woken)

HAND(ends_woken, , cede_group g;, cede_join__deep)
{
    HAND_GROUP(ends_woken, 0);
    cede_spawn(&self->g, end_woken());
    HAND_GROUP_END(ends_woken);
}
HAND_DEFINE0(ends_woken)

static void a_task_that_ends_with_a_wake_outstanding_is_freed_later(void **state)
{
    assert_int_equal(cede_sim_run(*state, ends_woken()), 0);
    assert_int_equal(cede_sim_run(*state, end_woken()), 0);
}

/* ---- detach ------------------------------------------------------------------------------------------- */

HAND(detach_two, , , cede_sleep__deep)
{
    HAND_BEGIN(detach_two);
    assert_int_equal(cede_detach(give(-EIO, 1)), 0);
    assert_int_equal(cede_detach(give(5, 100)), 0);
    HAND_AWAIT(cede_sleep, cede_ms(10));
    HAND_RETURN(detach_two, 1);
    HAND_LEAVE(detach_two);
    HAND_UNWIND();
}
HAND_DEFINE0(detach_two)

static void detached_tasks_are_reported_and_cancelled_at_the_end(void **state)
{
    cede_sim_report_to(*state, NULL);
    assert_int_equal(cede_sim_run(*state, detach_two()), 1);
    assert_log("gives -5 at 1\ndoes not give 5\n");
    assert_int_equal(cede_sim_count(*state).errors, 1);
}

/* ---- static tasks ---------------------------------------------------------------------------------------- */

cede_static_task(block, give);

HAND(start_twice, , , cede_sleep__deep)
{
    HAND_BEGIN(start_twice);
    assert_int_equal(cede_start(&block, give(1, 10)), 0);
    assert_int_equal(cede_start(&block, give(2, 10)), -EBUSY);
    HAND_AWAIT(cede_sleep, cede_ms(20));
    assert_int_equal(cede_start(&block, give(3, 5)), 0);
    HAND_AWAIT(cede_sleep, cede_ms(20));
    HAND_RETURN(start_twice, 0);
    HAND_LEAVE(start_twice);
    HAND_UNWIND();
}
HAND_DEFINE0(start_twice)

static void a_static_task_needs_no_memory_and_is_busy_while_it_runs(void **state)
{
    assert_int_equal(cede_sim_run(*state, start_twice()), 0);
    assert_int_equal(cede_sim_count(*state).allocations, 1);
    assert_log("gives 1 at 10\ngives 3 at 25\n");
}

cede_static_task_decl(pool, give);

HAND(start_three, , , cede_sleep__deep)
{
    HAND_BEGIN(start_three);
    assert_int_equal(cede_start(&pool, give(1, 10)), 0);
    assert_int_equal(cede_start(&pool, give(2, 30)), 0);
    assert_int_equal(cede_start(&pool, give(3, 10)), -EBUSY);
    HAND_AWAIT(cede_sleep, cede_ms(20));
    assert_int_equal(cede_start(&pool, give(cede_start(&pool, give(4, 50)) ? 5 : 6, 5)), -EBUSY);
    HAND_AWAIT(cede_sleep, cede_ms(20));
    assert_int_equal(cede_start(&pool, give(7, 5)), 0);
    HAND_AWAIT(cede_sleep, cede_ms(40));
    HAND_RETURN(start_three, 0);
    HAND_LEAVE(start_three);
    HAND_UNWIND();
}
HAND_DEFINE0(start_three)

/* Its blocks are used again, and not for two at once. */
static void a_pool_has_as_many_tasks_as_it_has_blocks(void **state)
{
    assert_int_equal(cede_sim_run(*state, start_three()), 0);
    assert_int_equal(cede_sim_count(*state).allocations, 1);
    assert_log("gives 1 at 10\ngives 2 at 30\ngives 7 at 45\ngives 4 at 70\n");
}

cede_static_pool(pool, give, 2);

static union { cede_time align; unsigned char bytes[sizeof (cede_task) + 8]; } small_block;
static const cede_static small = { &small_block, 8, 1 };

HAND(start_small, , , 0)
{
    HAND_BEGIN(start_small);
    cede_start(&small, give(1, 10));
    HAND_RETURN(start_small, 0);
    HAND_LEAVE(start_small);
    HAND_UNWIND();
}
HAND_DEFINE0(start_small)

static void run_start_small(void)
{
    cede_sim_run(cede_sim_new(), start_small());
}

static void a_static_block_that_is_too_small_is_refused_with_both_numbers(void **state)
{
    char *said = stops(run_start_small), numbers[80];
    (void)state;
    snprintf(numbers, sizeof numbers, "give has %zu bytes and needs %zu", sizeof small_block.bytes,
             sizeof (cede_task) + give__deep);
    assert_non_null(said);
    assert_non_null(strstr(said, numbers));
    free(said);
}

/* ---- calls that nobody awaits ------------------------------------------------------------------------------ */

static int ordinary(int x)
{
    return x;
}

static void call_plainly(void)
{
    give(1, 0);
}

static void run_ordinary(void)
{
    cede_sim_run(cede_sim_new(), ordinary(3));
}

static void spawn_outside(void)
{
    cede_detach(give(1, 0));
}

static void assert_stops(void (*f)(void), const char *with)
{
    char *said = stops(f);
    assert_non_null(said);
    if (!strstr(said, with))
        fail_msg("said: %s", said);
    free(said);
}

static void a_plain_call_stops_with_the_functions_name(void **state)
{
    (void)state;
    assert_stops(call_plainly, "give (hand) was called without await or spawn");
}

static void running_an_ordinary_function_stops(void **state)
{
    (void)state;
    assert_stops(run_ordinary, "a function that is not async");
}

static void spawning_where_no_loop_runs_stops(void **state)
{
    (void)state;
    assert_stops(spawn_outside, "only where a loop runs");
}

/* await(p(value)): what generated code does for a call through a pointer. */
static int (*pointer)(int value, int after_ms);

static int ordinary_two(int value, int after_ms)
{
    return value + after_ms;
}

static int calls_async_by_mistake(int value, int after_ms)
{
    return give(value, after_ms) + 1;
}

HAND(through_pointer, , cede_box *box; int result;, 0)
{
    HAND_BEGIN(through_pointer);
    {
        cede__arm arm = { 0 };
        arm.kind = CEDE__ARM_BOX;
        arm.plain = (cede__plain *)pointer;
        cede__arm_push(&arm);
        self->result = pointer(30, 5);
        if (!cede__arm_claimed(&arm))
            HAND_RETURN(through_pointer, self->result);
        self->box = arm.made;
    }
    if (!self->box)
        HAND_RETURN(through_pointer, -ENOMEM);
    cede__box_enter(t, self->box);
    HAND_STEP(cede__box_status(self->box));
    self->result = ((struct give__ret *)cede__box_frame(self->box))->value;
    cede__box_free(t, self->box);
    HAND_RETURN(through_pointer, self->result);
    HAND_LEAVE(through_pointer);
    cede__box_free(t, self->box);
    HAND_UNWIND();
}
HAND_DEFINE0(through_pointer)

static void a_pointer_to_an_async_function_is_awaited_in_a_box(void **state)
{
    pointer = give;
    assert_int_equal(cede_sim_run(*state, through_pointer()), 30);
    assert_log("gives 30 at 5\n");
}

static void a_pointer_to_an_ordinary_function_gives_its_result(void **state)
{
    pointer = ordinary_two;
    assert_int_equal(cede_sim_run(*state, through_pointer()), 35);
}

static void a_pointer_without_memory_is_told_so(void **state)
{
    pointer = give;
    cede_sim_fail_allocation(*state, 2);
    assert_int_equal(cede_sim_run(*state, through_pointer()), -ENOMEM);
}

static void run_mistake(void)
{
    pointer = calls_async_by_mistake;
    cede_sim_run(cede_sim_new(), through_pointer());
}

static void an_ordinary_function_does_not_steal_its_callers_arm(void **state)
{
    (void)state;
    assert_stops(run_mistake, "give (hand) was called without await or spawn");
}

static void the_current_task_is_known_inside_only(void **state)
{
    (void)state;
    assert_null(cede_current());
    assert_null(cede_loop_current());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIM_TEST(run_gives_the_calls_int),
        SIM_TEST(a_main_task_that_fails_is_not_reported),
        SIM_TEST(a_main_task_without_memory_gives_ENOMEM),
        SIM_TEST(spawn_into_stores_results_of_any_type),
        SIM_TEST(spawn_into_stores_a_failure_too),
        SIM_TEST(spawn_into_stores_nothing_for_a_task_that_is_unwound),
        SIM_TEST(an_argument_of_spawn_may_spawn),
        SIM_TEST(spawn_without_memory_says_so_and_fails_nothing),
        SIM_TEST(a_spawn_whose_value_is_not_used_fails_the_group),
        SIM_TEST(a_tasks_memory_is_given_back_the_moment_it_ends),
        SIM_TEST(any_number_of_tasks_may_join_one),
        SIM_TEST(a_cancelled_join_leaves_the_task_alone),
        SIM_TEST(a_released_task_goes_on),
        SIM_TEST(a_task_may_be_released_while_it_is_joined),
        SIM_TEST(a_task_that_ends_with_a_wake_outstanding_is_freed_later),
        SIM_TEST(detached_tasks_are_reported_and_cancelled_at_the_end),
        SIM_TEST(a_static_task_needs_no_memory_and_is_busy_while_it_runs),
        SIM_TEST(a_pool_has_as_many_tasks_as_it_has_blocks),
        SIM_TEST(a_static_block_that_is_too_small_is_refused_with_both_numbers),
        SIM_TEST(a_plain_call_stops_with_the_functions_name),
        SIM_TEST(running_an_ordinary_function_stops),
        SIM_TEST(spawning_where_no_loop_runs_stops),
        SIM_TEST(a_pointer_to_an_async_function_is_awaited_in_a_box),
        SIM_TEST(a_pointer_to_an_ordinary_function_gives_its_result),
        SIM_TEST(a_pointer_without_memory_is_told_so),
        SIM_TEST(an_ordinary_function_does_not_steal_its_callers_arm),
        SIM_TEST(the_current_task_is_known_inside_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
