/* debug_test.c: what debug mode reports, and what it catches in the act. */
#include "sim_fixture.h"
#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>
#include "loop_core.h"

static char said[8000];

static void collect(void *ctx, const char *text)
{
    (void)ctx;
    strncat(said, text, sizeof said - strlen(said) - 1);
}

/* Without folders, and lines as they are. */
static const char *report(void)
{
    static char short_text[8000];
    char *to = short_text;
    for (const char *from = said; *from; ) {
        if (!strncmp(from, "tests/debug/", 12)) {
            while (to > short_text && to[-1] != '(')
                to--;
            from += 12;
        } else {
            *to++ = *from++;
        }
    }
    *to = '\0';
    return short_text;
}

static void watch_for(int slow_ms)
{
    cede_debug_config c = { .slow = cede_ms(slow_ms), .write = collect };
    said[0] = '\0';
    assert_int_equal(cede_debug_start(cede_loop_current(), &c), 0);
    assert_int_equal(cede_debug_start(cede_loop_current(), &c), -EALREADY);
}

static int setup(void **state)
{
    said[0] = '\0';
    return sim_setup(state);
}

#define DEBUG_TEST(f) cmocka_unit_test_setup_teardown(f, setup, sim_teardown)

/* ---- slow steps -------------------------------------------------------------------- */

#line 100
static async int computes(cede_sim *sim, int ms)
{
    await(cede_yield());
    cede_sim_set_now(sim, cede_after(cede_ms(ms)));
    await(cede_yield());
    return 0;
}

static async int slow(cede_sim *sim)
{
    watch_for(50);
    await(cede_yield());
    (void)await(computes(sim, 60));
    (void)await(computes(sim, 50));
    cede_sim_set_now(sim, cede_after(cede_ms(70)));
    return 0;
}
#line 68

static void a_slow_step_is_reported_with_the_lines_it_ran_between(void **state)
{
    assert_int_equal(cede_sim_run(*state, slow(*state)), 0);
    assert_string_equal(report(),
        "cede: a step of slow took 60 ms, from computes (debug_test.c:102) to computes (debug_test.c:104)\n"
        "cede: a step of slow took 70 ms, from computes (debug_test.c:104) to its end\n");
}

/* ---- failures that nobody saw ------------------------------------------------------- */

#line 200
static async int fails(int error)
{
    await(cede_sleep(cede_ms(1)));
    return error;
}

/* Of two failures the block tells the first one. */
static async int two_fail(int looks)
{
    int errors[2];
    watch_for(1000);
    await(cede_yield());
    group (g) {
        spawn(g, fails(-EIO));
        spawn(g, fails(-EPIPE));
        await(cede_sleep(cede_s(1)));
    } else {
        if (looks)
            return (int)cede_group_errors(g, errors, 2);
        return cede_group_error(g) == -EIO;
    }
    return 0;
}
#line 100

static void a_failure_that_nobody_looked_at_is_reported_with_its_start(void **state)
{
    assert_int_equal(cede_sim_run(*state, two_fail(0)), 1);
    assert_string_equal(report(),
        "cede: fails failed and nobody looked at it: Broken pipe; it awaited last in fails (debug_test.c:202)\n"
        "cede:   it was started by two_fail, between two_fail (debug_test.c:211) and two_fail (debug_test.c:215)\n");
    assert_int_equal(cede_sim_run(*state, two_fail(1)), 2);
    assert_string_equal(report(), "");
}

/* A handle in an isolating group without a handler: looking at it is what counts. */
static async int isolated(int how)
{
    int result;
    watch_for(1000);
    cede_loop_on_error(cede_loop_current(), NULL, NULL);
    await(cede_yield());
    group (g, CEDE_ISOLATE) {
        cede_task *t = spawn_task(g, fails(-EIO));
        if (how == 1)
            return await(cede_join(t)) == -EIO;
        await(cede_sleep(cede_ms(2)));
        if (how == 2)
            return cede_task_result(t, &result) == 0;
        if (how == 3)
            return await(cede_join(t)) == -EIO;
    }
    return 1;
}

static void joining_or_asking_is_looking(void **state)
{
    for (int how = 0; how < 4; how++) {
        assert_int_equal(cede_sim_run(*state, isolated(how)), 1);
        assert_int_equal(strstr(said, "nobody looked at it") != NULL, how == 0);
    }
}

/* ---- what is left ---------------------------------------------------------------------- */

#line 300
static async int background(void)
{
    await(cede_sleep(cede_s(9)));
    return 0;
}

static async int leaves(void)
{
    watch_for(1000);
    detach(background());
    await(cede_yield());
    return 0;
}
#line 157

static void tasks_that_are_left_are_reported(void **state)
{
    assert_int_equal(cede_sim_run(*state, leaves()), 0);
    assert_string_equal(report(),
        "cede: cancelled with the end of leaves: #2 background (debug_test.c:302) > cede_sleep, 9000 ms left\n");
}

static async int stops_debugging(void)
{
    watch_for(1000);
    detach(background());
    await(cede_yield());
    cede_debug_stop(cede_loop_current());
    cede_debug_stop(cede_loop_current());
    return 0;
}

static void debug_mode_can_be_ended(void **state)
{
    assert_int_equal(cede_sim_run(*state, stops_debugging()), 0);
    assert_string_equal(said, "");
}

/* ---- the real loop ------------------------------------------------------------------------- */

static void run_with_environment(cede_loop **loop)
{
    setenv("CEDE_DEBUG", "1", 1);
    assert_int_equal(cede_loop_new(loop, NULL), 0);
}

static async int opens_and_forgets(void)
{
    cede_stream *s;
    cede_listener l;
    await(cede_yield());
    if (await(cede_listen_tcp(&l, "127.0.0.1", 0)) < 0 || await(cede_connect_tcp(&s, "127.0.0.1", cede_listener_port(&l))) < 0)
        return -1;
    (void)await(cede_listener_close(&l));
    return 0;
}

static void forget_a_stream(void)
{
    cede_loop *loop;
    run_with_environment(&loop);
    if (cede_loop_run(loop, opens_and_forgets()) == 0)
        cede_loop_free(loop);
    abort();
}

static void descriptors_that_are_left_open_are_reported(void **state)
{
    char *text = stops(forget_a_stream);
    (void)state;
    assert_non_null(text);
    assert_non_null(strstr(text, " was left open; it was opened behind opens_and_forgets ("));
    assert_null(strstr(strstr(text, "was left open") + 1, "was left open"));
    free(text);
}

static cede_event event_of_all = CEDE_EVENT_INIT(event_of_all);
static cede_loop *loop_of_all;

/* Another thread's mistake: it does not post, it sets. */
static void *set_from_another_thread(void *arg)
{
    cede_task **volatile *end = &loop_of_all->ready.end;
    while (*end == &loop_of_all->ready.first)   /* it does not wait yet */
        ;
    cede_event_set(&event_of_all);
    return arg;
}

static async int waits_for_event(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, set_from_another_thread, NULL);
    await(cede_event_wait(&event_of_all));
    return 0;
}

static void wake_from_the_wrong_thread(void)
{
    run_with_environment(&loop_of_all);
    cede_loop_run(loop_of_all, waits_for_event());
    _exit(0);
}

static void a_wake_up_from_the_wrong_thread_is_caught_with_both_stacks(void **state)
{
    char *text = stops(wake_from_the_wrong_thread), *other;
    (void)state;
    assert_non_null(text);
    assert_non_null(strstr(text, "woken by another thread than its loop's"));
    assert_non_null(other = strstr(text, "the loop's thread, which waits:"));
    assert_non_null(strstr(other, "#1 waits_for_event ("));
    free(text);
}

static async int uses_a_dead_one(void)
{
    cede_event e;
    cede_event_init(&e);
    await(cede_yield());
    cede_event_deinit(&e);
    await(cede_event_wait(&e));
    return 0;
}

static void await_a_dead_one(void)
{
    cede_loop *loop;
    run_with_environment(&loop);
    cede_loop_run(loop, uses_a_dead_one());
    _exit(0);
}

static void an_await_on_a_destroyed_primitive_is_caught(void **state)
{
    char *text = stops(await_a_dead_one);
    (void)state;
    assert_non_null(text);
    assert_non_null(strstr(text, "cede: a primitive is used that was deinited; by:\n"));
    assert_non_null(strstr(text, "#1 uses_a_dead_one ("));
    free(text);
}

/* Other faults are the program's. */
static void programs_handler(int sig)
{
    static const char text[] = "the program's\n";
    ssize_t n = write(2, text, sizeof text - 1);
    (void)sig, (void)n;
    abort();
}

static void fault_elsewhere(void)
{
    cede_loop *loop;
    volatile int *volatile nowhere = (volatile int *)(uintptr_t)4096;   /* nothing is there */
    signal(SIGSEGV, programs_handler);
    run_with_environment(&loop);
    *nowhere = 1;
}

static void other_faults_go_to_the_programs_handler(void **state)
{
    char *text = stops(fault_elsewhere);
    (void)state;
    assert_non_null(text);
    assert_string_equal(text, "the program's\n");
    free(text);
}

static async int asks(void)
{
    raise(SIGUSR1);
    await(cede_sleep(cede_ms(1)));
    await(cede_sleep(cede_ms(1)));
    return 0;
}

static void ask_by_signal(void)
{
    cede_loop *loop;
    run_with_environment(&loop);
    cede_loop_run(loop, asks());
    cede_loop_free(loop);
    abort();
}

static void a_signal_asks_for_a_dump(void **state)
{
    char *text = stops(ask_by_signal);
    (void)state;
    assert_non_null(text);
    assert_non_null(strstr(text, "cede: all tasks:\n#1 asks ("));
    free(text);
}

static async int nobody_sets(void)
{
    await(cede_event_wait(&event_of_all));
    return 0;
}

/* It would wait for ever: the report ends the test. */
static void end(void *ctx, const char *text)
{
    (void)ctx;
    fputs(text, stderr);
    if (strstr(text, "nobody_sets") || strstr(text, "deadlock:"))
        abort();
}

static void wait_for_nobody(void)
{
    cede_debug_config c = { .write = end };
    cede_loop *loop;
    assert_int_equal(cede_loop_new(&loop, NULL), 0);
    assert_int_equal(cede_debug_start(loop, &c), 0);
    cede_loop_run(loop, nobody_sets());
}

static void a_loop_in_which_nothing_can_happen_is_reported(void **state)
{
    char *text = stops(wait_for_nobody);
    (void)state;
    assert_non_null(text);
    assert_non_null(strstr(text, "every task waits for another one of this loop"));
    free(text);
}

static async int lock_both(cede_mutex *first, cede_mutex *second)
{
    await(cede_mutex_lock(first));
    await(cede_yield());
    await(cede_mutex_lock(second));
    return 0;
}

static async int deadlock_beside_a_sleeper(void)
{
    cede_mutex a, b;
    cede_mutex_init(&a);
    cede_mutex_init(&b);
    group (g) {
        spawn(g, lock_both(&a, &b));
        spawn(g, lock_both(&b, &a));
        await(cede_sleep(cede_s(3600)));
    }
    return 0;
}

static void wait_beside_a_deadlock(void)
{
    cede_debug_config c = { .write = end };
    cede_loop *loop;
    assert_int_equal(cede_loop_new(&loop, NULL), 0);
    assert_int_equal(cede_debug_start(loop, &c), 0);
    cede_loop_run(loop, deadlock_beside_a_sleeper());
}

static void a_deadlock_is_reported_when_the_loop_waits(void **state)
{
    char *text = stops(wait_beside_a_deadlock);
    (void)state;
    assert_non_null(text);
    assert_non_null(strstr(text, "deadlock: each of these tasks waits for the next one"));
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DEBUG_TEST(a_slow_step_is_reported_with_the_lines_it_ran_between),
        DEBUG_TEST(a_failure_that_nobody_looked_at_is_reported_with_its_start),
        DEBUG_TEST(joining_or_asking_is_looking),
        DEBUG_TEST(tasks_that_are_left_are_reported),
        DEBUG_TEST(debug_mode_can_be_ended),
        DEBUG_TEST(descriptors_that_are_left_open_are_reported),
        DEBUG_TEST(a_wake_up_from_the_wrong_thread_is_caught_with_both_stacks),
        DEBUG_TEST(an_await_on_a_destroyed_primitive_is_caught),
        DEBUG_TEST(other_faults_go_to_the_programs_handler),
        DEBUG_TEST(a_signal_asks_for_a_dump),
        DEBUG_TEST(a_deadlock_is_reported_when_the_loop_waits),
        DEBUG_TEST(a_loop_in_which_nothing_can_happen_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
