/* tasks_test.c: asking about tasks, waiting for several, deadlines that move. */
#include "sim_fixture.h"

static async int work(int name, int duration, int result)
{
    defer event("%c ends at %d", name, ms());
    await(cede_sleep(cede_ms(duration)));
    return result;
}

/* ---- several tasks ---------------------------------------------------------------- */

static async int gather_three(int b)
{
    int results[4] = { 9, 9, 9, 9 };
    group (g, CEDE_ISOLATE) {
        cede_task *tasks[4] = { spawn_task(g, work('a', 30, 1)), spawn_task(g, work('b', 10, b)), NULL,
                                spawn_task(g, work('c', 20, 3)) };
        event("gather %d at %d", await(cede_gather(tasks, 4, results)), ms());
        event("again %d", await(cede_gather(tasks, 4, results)));
    }
    event("%d %d %d %d", results[0], results[1], results[2], results[3]);
    return 0;
}

static void gather_gives_results_in_order_when_all_have_ended(void **state)
{
    assert_int_equal(cede_sim_run(*state, gather_three(2)), 0);
    assert_log("b ends at 10\nc ends at 20\na ends at 30\ngather 0 at 30\nagain 0\n1 2 0 3\n");
}

static void gather_collects_errors(void **state)
{
    cede_sim_report_to(*state, NULL);
    assert_int_equal(cede_sim_run(*state, gather_three(-EIO)), 0);
    assert_log("b ends at 10\nc ends at 20\na ends at 30\ngather -5 at 30\nagain -5\n1 -5 0 3\n");
}

/* One after the other, as they end: each is crossed out. */
static async int as_they_end(int limit)
{
    group (g) {
        cede_task *tasks[3] = { spawn_task(g, work('a', 30, 1)), spawn_task(g, work('b', 10, 2)),
                                spawn_task(g, work('c', 20, 3)) };
        within (cede_ms(limit)) {
            int i;
            while ((i = await(cede_wait(tasks, 3, CEDE_WAIT_FIRST))) < 3) {
                int result = 0;
                assert_int_equal(cede_task_result(tasks[i], &result), 0);
                event("%d is %d at %d", i, result, ms());
                cede_task_release(tasks[i]);
                tasks[i] = NULL;
            }
        } else {
            event("late at %d", ms());
        }
        await(cede_wait(tasks, 3, CEDE_WAIT_ALL));
        event("all at %d", ms());
    }
    return 0;
}

static void wait_gives_each_as_it_ends(void **state)
{
    assert_int_equal(cede_sim_run(*state, as_they_end(100)), 0);
    assert_log("b ends at 10\n1 is 2 at 10\nc ends at 20\n2 is 3 at 20\na ends at 30\n0 is 1 at 30\nall at 30\n");
}

static void a_deadline_ends_the_wait_and_not_the_tasks(void **state)
{
    assert_int_equal(cede_sim_run(*state, as_they_end(15)), 0);
    assert_log("b ends at 10\n1 is 2 at 10\nlate at 15\nc ends at 20\na ends at 30\nall at 30\n");
}

static async int until_one_fails(int result)
{
    group (g, CEDE_ISOLATE) {
        cede_task *tasks[3] = { spawn_task(g, work('a', 10, 1)), spawn_task(g, work('b', 20, result)),
                                spawn_task(g, work('c', 30, 3)) };
        event("%d at %d", await(cede_wait(tasks, 3, CEDE_WAIT_FIRST_FAILED)), ms());
    }
    return 0;
}

static void wait_ends_at_the_first_failure_or_with_all(void **state)
{
    cede_sim_report_to(*state, NULL);
    assert_int_equal(cede_sim_run(*state, until_one_fails(-EIO)), 0);
    assert_int_equal(cede_sim_run(*state, until_one_fails(2)), 0);
    assert_log("a ends at 10\nb ends at 20\n1 at 20\nc ends at 30\n"
               "a ends at 40\nb ends at 50\nc ends at 60\n3 at 60\n");
}

static async int unwind_slowly(int name, int duration)
{
    defer {
        await(cede_sleep(cede_ms(5)));
        event("%c has unwound at %d", name, ms());
    }
    await(cede_sleep(cede_ms(duration)));
    return 0;
}

static async int race_three(void)
{
    group (g) {
        cede_task *tasks[3] = { spawn_task(g, unwind_slowly('a', 30)), spawn_task(g, work('b', 10, 0)),
                                spawn_task(g, work('c', 20, 0)) };
        event("%d wins at %d", await(cede_race(tasks, 3)), ms());
        event("%d", await(cede_race(tasks, 0)));
    }
    return 0;
}

static void race_cancels_and_awaits_the_others(void **state)
{
    assert_int_equal(cede_sim_run(*state, race_three()), 0);
    assert_log("b ends at 10\nc ends at 10\na has unwound at 15\n1 wins at 15\n0\n");
}

static int whatever_happens(cede_sim *sim, void *ctx)
{
    (void)ctx;
    event_log_clear();
    cede_sim_report_to(sim, NULL);
    return cede_sim_run(sim, race_three()) == -EDEADLK || cede_sim_run(sim, as_they_end(15)) == -EDEADLK;
}

static void waiting_for_several_survives_a_cancel_at_each_await(void **state)
{
    (void)state;
    assert_true(cede_sim_sweep(whatever_happens, NULL, CEDE_SIM_CANCELS | CEDE_SIM_DEADLINES | CEDE_SIM_ORDERS) > 25);
}

/* ---- queries --------------------------------------------------------------------------- */

static async int look_at_itself(void)
{
    assert_int_equal(cede_task_state(cede_current()), CEDE_TASK_RUNNING);
    await(cede_sleep(cede_ms(1)));
    return 5;
}

static async int look_at_a_task(void)
{
    group (g) {
        int result = 9;
        cede_task *t = spawn_task(g, look_at_itself());
        assert_int_equal(cede_task_state(t), CEDE_TASK_READY);
        await(cede_yield());
        assert_int_equal(cede_task_state(t), CEDE_TASK_WAITING);
        assert_int_equal(cede_task_result(t, &result), -EAGAIN);
        assert_int_equal(result, 9);
        await(cede_join(t));
        assert_int_equal(cede_task_state(t), CEDE_TASK_ENDED);
        assert_int_equal(cede_task_result(t, &result), 0);
        assert_int_equal(result, 5);
    }
    return 0;
}

static void a_tasks_state_and_result_can_be_asked(void **state)
{
    assert_int_equal(cede_sim_run(*state, look_at_a_task()), 0);
}

static void say_result(cede_task_callback *c, int result)
{
    (void)c;
    event("called with %d", result);
}

static async int join_and_say(cede_task *t)
{
    event("joined: %d", await(cede_join(t)));
    return 0;
}

static async int call_back(int cancel)
{
    cede_task_callback first = { .call = say_result }, second = first, late = first;
    group (g) {
        cede_task *t = spawn_task(g, work('a', 10, 7));
        cede_task_then(t, &first);
        spawn(g, join_and_say(t));
        await(cede_sleep(cede_ms(1)));
        cede_task_then(t, &second);
        if (cancel)
            cede_task_cancel(t, 0);
        await(cede_join(t));
        cede_task_then(t, &late);
    }
    return 0;
}

static void callbacks_are_called_when_a_task_has_ended(void **state)
{
    assert_int_equal(cede_sim_run(*state, call_back(0)), 0);
    assert_log("a ends at 10\ncalled with 7\ncalled with 7\njoined: 7\ncalled with 7\n");
    event_log_clear();
    assert_int_equal(cede_sim_run(*state, call_back(1)), 0);
    assert_log("a ends at 11\ncalled with -125\ncalled with -125\njoined: -125\ncalled with -125\n");
}

static async int start_released(cede_task_callback *c)
{
    group (g) {
        cede_task *t = spawn_task(g, work('a', 10, 7));
        cede_task_then(t, c);
        cede_task_release(t);
    }
    return 0;
}

static void a_callback_outlives_the_handle(void **state)
{
    cede_task_callback c = { .call = say_result };
    assert_int_equal(cede_sim_run(*state, start_released(&c)), 0);
    assert_log("a ends at 10\ncalled with 7\n");
}

struct refill { cede_task_callback callback; cede_group *group; int left; };

static void start_next(cede_task_callback *c, int result)
{
    struct refill *r = (struct refill *)(void *)c;
    event("%u run", cede_group_running(r->group));
    if (r->left-- > 0) {
        cede_task *t = spawn_task(r->group, work('n', 10, result + 1));
        assert_non_null(t);
        cede_task_then(t, c);
        cede_task_release(t);
    }
}

static async int one_after_the_other(void)
{
    struct refill r = { .callback.call = start_next, .left = 2 };
    group (g) {
        cede_task *t = spawn_task(g, work('a', 10, 1));
        cede_group_limit(g, 1);
        r.group = g;
        cede_task_then(t, &r.callback);
    }
    return r.left;
}

static void a_callback_has_the_room_that_its_task_left(void **state)
{
    assert_int_equal(cede_sim_run(*state, one_after_the_other()), -1);
    assert_log("a ends at 10\n0 run\nn ends at 20\n0 run\nn ends at 30\n0 run\n");
}

/* The first one takes back the last. */
struct taker { cede_task_callback callback, *other; };

static void take_back(cede_task_callback *c, int result)
{
    struct taker *t = (struct taker *)(void *)c;
    event("%d, took back %d", result, cede_task_then_withdraw(t->other));
}

static async int withdraw_callbacks(void)
{
    cede_task_callback a = { .call = say_result }, b = a, never = { .call = say_result };
    struct taker first = { { .call = take_back }, &b };
    group (g) {
        cede_task *t = spawn_task(g, work('a', 10, 7));
        cede_task_then(t, &first.callback);
        cede_task_then(t, &a);
        cede_task_then(t, &b);
        event("%d", cede_task_then_withdraw(&a));
        event("%d %d", cede_task_then_withdraw(&a), cede_task_then_withdraw(&never));
        await(cede_join(t));
        event("%d", cede_task_then_withdraw(&first.callback));
        cede_task_then(t, &a);
        event("%d", cede_task_then_withdraw(&a));
    }
    return 0;
}

static void a_callback_can_be_taken_back(void **state)
{
    assert_int_equal(cede_sim_run(*state, withdraw_callbacks()), 0);
    assert_log("1\n0 0\na ends at 10\n7, took back 1\n0\ncalled with 7\n0\n");
}

static void say_set(cede_future_callback *c, int result)
{
    event("%s %d", (const char *)(c + 1), result);
}

struct named { cede_future_callback callback; char name[8]; };
struct ender { cede_future_callback callback; cede_future *of; cede_future_callback *other; };

static void end_other(cede_future_callback *c, int result)
{
    struct ender *e = (struct ender *)(void *)c;
    event("%d, took back %d", result, cede_future_then_withdraw(e->of, e->other));
}

static void a_futures_callback_can_be_taken_back(void **state)
{
    cede_future f;
    struct named a = { { .call = say_set }, "a" }, b = { { .call = say_set }, "b" }, c = { { .call = say_set }, "c" };
    struct ender e = { { .call = end_other }, &f, &b.callback };
    (void)state;
    cede_future_init(&f);
    cede_future_then(&f, &e.callback);
    cede_future_then(&f, &a.callback);
    assert_int_equal(cede_future_then_withdraw(&f, &a.callback), 1);    /* the last one */
    assert_int_equal(cede_future_then_withdraw(&f, &a.callback), 0);
    cede_future_then(&f, &b.callback);
    cede_future_then(&f, &c.callback);
    cede_future_set(&f, 3);
    assert_int_equal(cede_future_then_withdraw(&f, &c.callback), 0);
    assert_log("3, took back 1\nc 3\n");
}

/* ---- cancel --------------------------------------------------------------------------- */

static async int stubborn(void)
{
    defer event("reason %d", cede_leaving());
    within (cede_ms(1))                         /* takes its own deadline only */
        await(cede_sleep(cede_ms(50)));
    else
        event("never");
    return 0;
}

static async int cancel_it(void)
{
    int result = 0;
    group (g) {
        cede_task *t = spawn_task(g, stubborn());
        await(cede_yield());
        assert_int_equal(cede_task_cancelled(t), 0);
        assert_null(cede_task_cancelled_at(t));
#line 1000
        cede_task_cancel(t, -EINTR);
        cede_task_cancel(t, -EPERM);
        assert_int_equal(cede_task_cancelled(t), -EINTR);
        assert_non_null(strstr(cede_task_cancelled_at(t), ":1000"));
        event("join %d", await(cede_join(t)));
        assert_int_equal(cede_task_cancelled(t), 0);
        assert_int_equal(cede_task_result(t, &result), 0);
    }
    return result;
}

static void the_first_cancel_counts_and_says_why_and_where(void **state)
{
    assert_int_equal(cede_sim_run(*state, cancel_it()), -EINTR);
    assert_log("reason -4\njoin -4\n");
}

static async int joins(cede_task *t)
{
    return await(cede_join(t));
}

/* The first in the group unwinds, and the second gives what it has got of that. */
static async int cancel_a_joiner(int all)
{
    group (g) {
        cede_task *t = spawn_task(g, work('a', 10, 0));
        spawn(g, joins(t));
        await(cede_yield());
        if (all)
            cede_group_cancel(g);
        else
            cede_task_cancel(t, 0);
    } else {
        event("failed with %d", cede_group_error(g));
    }
    return 0;
}

static void a_cancelled_task_may_say_so_itself(void **state)
{
    assert_int_equal(cede_sim_run(*state, cancel_a_joiner(1)), 0);
    assert_log("a ends at 0\n");
    assert_int_equal(cede_sim_run(*state, cancel_a_joiner(0)), 0);
    assert_log("a ends at 0\na ends at 0\nfailed with -125\n");
}

/* ---- the error handler ------------------------------------------------------------------- */

static cede_task *handles[20];

static void release_all(void *ctx, const char *function, int error)
{
    (void)ctx, (void)function, (void)error;
    for (int i = 0; i < 20; i++) {
        cede_task *t = handles[i];
        if (t && cede_task_state(t) == CEDE_TASK_ENDED)
            handles[i] = NULL, cede_task_release(t);
    }
}

static async int fail_many(void)
{
    cede_loop_on_error(cede_loop_current(), release_all, NULL);
    group (g, CEDE_ISOLATE) {
        for (int i = 0; i < 20; i++)
            handles[i] = spawn_task(g, work('f', i, -EIO));
    }
    for (int i = 0; i < 20; i++)
        assert_null(handles[i]);
    return 0;
}

static void the_error_handler_may_release_the_task_that_failed(void **state)
{
    assert_int_equal(cede_sim_run(*state, fail_many()), 0);
}

/* ---- failures that nobody looks at ------------------------------------------------------ */

static void say_failure(void *ctx, const char *function, int error)
{
    (void)ctx;
    event("%s failed: %d", function, error);
}

enum looks { NOT, JOINS, ASKS, IS_CALLED, CANCELS, EARLY };

/* A task of the loop's own, whose handle is released. */
static async int release_after(enum looks how)
{
    cede_task_callback c = { .call = say_result };
    cede_task *t = spawn_task(NULL, work('f', 5, -EIO));
    cede_loop_on_error(cede_loop_current(), say_failure, NULL);
    if (how == EARLY)
        cede_task_release(t);
    if (how == IS_CALLED)
        cede_task_then(t, &c);
    if (how == CANCELS)
        cede_task_cancel(t, -ECANCELED);
    await(cede_sleep(cede_ms(10)));
    if (how == JOINS)
        event("joined: %d", await(cede_join(t)));
    if (how == ASKS) {
        int result = 0;
        assert_int_equal(cede_task_result(t, &result), 0);
        event("asked: %d", result);
    }
    if (how != EARLY)
        cede_task_release(t);
    await(cede_yield());
    return 0;
}

static void a_failure_that_nobody_looked_at_is_told(void **state)
{
    for (enum looks how = NOT; how <= EARLY; how++)
        assert_int_equal(cede_sim_run(*state, release_after(how)), 0);
    assert_log("f ends at 5\nwork failed: -5\n"
               "f ends at 15\njoined: -5\n"
               "f ends at 25\nasked: -5\n"
               "f ends at 35\ncalled with -5\n"
               "f ends at 40\n"
               "f ends at 55\nwork failed: -5\n");
}

struct owner { cede_task_callback callback; cede_task *owned; };

static void release_owned(cede_task_callback *c, int result)
{
    struct owner *o = (struct owner *)(void *)c;
    event("released with %d", result);
    cede_task_release(o->owned);
}

static async int release_in_callback(int result, int wake)
{
    struct owner early = { .callback.call = release_owned }, late = early;
    cede_task_callback behind = { .call = say_result };
    group (g, CEDE_ISOLATE) {
        early.owned = spawn_task(g, work('a', 10, result));
        late.owned = spawn_task(g, work('b', 5, result));
        cede_task_then(early.owned, &early.callback);
        cede_task_then(early.owned, &behind);
        spawn(g, join_and_say(early.owned));
        await(cede_sleep(cede_ms(10 - wake)));
        cede_task_then(late.owned, &late.callback);
        if (wake)
            cede_task_cancel(early.owned, -EINTR);
    }
    return 0;
}

static void a_callback_may_release_the_task(void **state)
{
    cede_sim_report_to(*state, NULL);
    assert_int_equal(cede_sim_run(*state, release_in_callback(7, 0)), 0);
    assert_log("b ends at 5\nreleased with 7\na ends at 10\nreleased with 7\ncalled with 7\njoined: 7\n");
    event_log_clear();
    assert_int_equal(cede_sim_run(*state, release_in_callback(-EIO, 0)), 0);
    assert_log("b ends at 15\nreleased with -5\na ends at 20\nreleased with -5\ncalled with -5\njoined: -5\n");
    event_log_clear();
    assert_int_equal(cede_sim_run(*state, release_in_callback(7, 4)), 0);
    assert_log("b ends at 25\nreleased with 7\na ends at 26\nreleased with -4\ncalled with -4\njoined: -4\n");
}

static void say_task(void *ctx, cede_task *t, unsigned depth)
{
    event("%s%u %s", (const char *)ctx, depth, cede_task_name(t));
}

static async int family(void)
{
    group (g) {
        spawn(g, work('a', 1, 0));
        spawn(g, look_at_itself());
        await(cede_yield());
        detach(look_at_itself());
        cede_tasks_each(say_task, "depth ");
    }
    return 0;
}

static void all_tasks_are_visited_with_their_groups(void **state)
{
    assert_int_equal(cede_sim_run(*state, family()), 0);
    assert_non_null(strstr(event_log(), "depth 0 family\ndepth 1 work\ndepth 1 look_at_itself\ndepth 0 look_at_itself\n"));
}

/* ---- deadlines that move ----------------------------------------------------------------- */

static async int report_progress(int steps)
{
    while (steps--) {
        await(cede_sleep(cede_ms(8)));
        assert_int_equal(cede_deadline_set(cede_after(cede_ms(10))), 0);
    }
    return 0;
}

static async int move_deadlines(void)
{
    assert_int_equal(cede_deadline_set(CEDE_NEVER), -ENOENT);
    within (cede_ms(10)) {
        within (cede_ms(100)) {
            assert_int_equal(cede_deadline_set(CEDE_NEVER), 0);         /* the inner one's */
        }
        await(report_progress(3));
        await(cede_sleep(cede_ms(50)));
    } else {
        event("late at %d", ms());
    }
    within (cede_ms(10)) {
        cede_deadline_set(cede_now());
        event("pending %d", cede_cancel_pending());
        assert_int_equal(cede_deadline_set(CEDE_NEVER), -ETIMEDOUT);
        await(cede_yield());
    } else {
        event("at once, at %d", ms());
    }
    within (cede_ms(10)) {
        cede_deadline_set(CEDE_NEVER);
        await(cede_sleep(cede_ms(50)));
        event("in time at %d", ms());
    }
    return 0;
}

static void a_running_deadline_can_be_moved(void **state)
{
    assert_int_equal(cede_sim_run(*state, move_deadlines()), 0);
    assert_log("late at 34\npending -110\nat once, at 34\nin time at 84\n");
}

/* ---- mistakes ------------------------------------------------------------------------------ */

static async int wait_across_groups(void)
{
    group (g) {
        cede_task *tasks[2] = { spawn_task(g, work('a', 1, 0)), NULL };
        group (h) {
            tasks[1] = spawn_task(h, work('b', 1, 0));
            await(cede_wait(tasks, 2, CEDE_WAIT_ALL));
        }
    }
    return 0;
}

static async int wait_for_itself(void)
{
    cede_task *self = cede_current();
    await(cede_wait(&self, 1, CEDE_WAIT_ALL));
    return 0;
}

static void run_across(void) { cede_sim_run(cede_sim_new(), wait_across_groups()); }
static void run_itself(void) { cede_sim_run(cede_sim_new(), wait_for_itself()); }

static void mistakes_stop_the_program(void **state)
{
    char *across = stops(run_across), *itself = stops(run_itself);
    (void)state;
    assert_non_null(across);
    assert_non_null(strstr(across, "tasks of several groups are waited for"));
    assert_non_null(itself);
    assert_non_null(strstr(itself, "a task waits for itself"));
    free(across);
    free(itself);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIM_TEST(gather_gives_results_in_order_when_all_have_ended),
        SIM_TEST(gather_collects_errors),
        SIM_TEST(wait_gives_each_as_it_ends),
        SIM_TEST(a_deadline_ends_the_wait_and_not_the_tasks),
        SIM_TEST(wait_ends_at_the_first_failure_or_with_all),
        SIM_TEST(race_cancels_and_awaits_the_others),
        SIM_TEST(waiting_for_several_survives_a_cancel_at_each_await),
        SIM_TEST(a_tasks_state_and_result_can_be_asked),
        SIM_TEST(callbacks_are_called_when_a_task_has_ended),
        SIM_TEST(a_callback_outlives_the_handle),
        SIM_TEST(a_callback_may_release_the_task),
        SIM_TEST(a_callback_can_be_taken_back),
        SIM_TEST(a_futures_callback_can_be_taken_back),
        SIM_TEST(the_first_cancel_counts_and_says_why_and_where),
        SIM_TEST(a_cancelled_task_may_say_so_itself),
        SIM_TEST(the_error_handler_may_release_the_task_that_failed),
        SIM_TEST(a_failure_that_nobody_looked_at_is_told),
        SIM_TEST(a_callback_has_the_room_that_its_task_left),
        SIM_TEST(all_tasks_are_visited_with_their_groups),
        SIM_TEST(a_running_deadline_can_be_moved),
        SIM_TEST(mistakes_stop_the_program),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
