/* test_services.c: loops that run until somebody says stop, in one thread and in several,
 * what they pass to each other, loops inside others, and what loops are made of. Nothing here sleeps for long or asks the time. Also
 * built with ThreadSanitizer. */
#include <cede.h>
#include <cede/sim.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static cede_loop *new_loop(void)
{
    cede_loop *loop;
    assert_int_equal(cede_loop_new(&loop, NULL), 0);
    return loop;
}

/* ---- until stop ------------------------------------------------------------------------ */

struct record {
    cede_loop *loop;
    int steps, left;
};

static async int count(struct record *r, int until)
{
    defer r->left++;
    for (;;) {
        await(cede_yield());
        if (++r->steps == until)
            cede_loop_stop(r->loop);
    }
}

static void it_runs_until_stop_and_goes_on_where_it_was(void **state)
{
    struct record r = { new_loop(), 0, 0 };
    (void)state;
    assert_int_equal(cede_loop_start(r.loop, count(&r, 100)), 0);
    assert_int_equal(r.steps, 0);
    assert_int_equal(cede_loop_run_forever(r.loop), 0);
    assert_in_range(r.steps, 100, 300);
    assert_int_equal(r.left, 0);
    int before = r.steps;
    cede_loop_stop(r.loop);
    assert_int_equal(cede_loop_run_forever(r.loop), 0);
    assert_in_range(r.steps, before + 1, before + 200);
    cede_loop_close(r.loop);
    assert_int_equal(r.left, 1);
    cede_loop_free(r.loop);
}

static async int wait_long(struct record *r)
{
    defer r->left++;
    r->steps++;
    await(cede_sleep(cede_s(3600)));
    return 0;
}

static void a_loop_that_was_closed_can_be_used_anew(void **state)
{
    struct record r = { new_loop(), 0, 0 };
    (void)state;
    for (int i = 1; i <= 2; i++) {
        assert_int_equal(cede_loop_start(r.loop, wait_long(&r)), 0);
        cede_loop_close(r.loop);        /* it unwinds at its first await */
        assert_int_equal(r.steps, i);
        assert_int_equal(r.left, i);
    }
    cede_loop_free(r.loop);
}

/* Also what an earlier run has left. */
static void a_call_s_end_is_that_of_all_other_tasks(void **state)
{
    struct record r = { new_loop(), 0, 0 };
    (void)state;
    assert_int_equal(cede_loop_start(r.loop, count(&r, 3)), 0);
    assert_int_equal(cede_loop_run_forever(r.loop), 0);
    assert_int_equal(r.left, 0);
    assert_int_equal(cede_loop_run(r.loop, cede_sleep(cede_ns(0))), 0);
    assert_int_equal(r.left, 1);
    cede_loop_free(r.loop);
}

static void stop_cancels_what_a_loop_runs(void **state)
{
    struct record r = { new_loop(), 0, 0 };
    (void)state;
    cede_loop_stop(r.loop);
    assert_int_equal(cede_loop_run(r.loop, wait_long(&r)), -ECANCELED);
    assert_int_equal(r.left, 1);
    cede_loop_free(r.loop);
}

static async int raise_it(void)
{
    raise(SIGTERM);
    await(cede_sleep(cede_s(3600)));
    return 0;
}

static void a_signal_ends_the_run(void **state)
{
    cede_loop *loop = new_loop();
    (void)state;
    assert_int_equal(cede_loop_start(loop, raise_it()), 0);
    assert_int_equal(cede_loop_run_forever(loop), -ECANCELED);
    cede_loop_close(loop);
    cede_loop_free(loop);
}

static void stop_this_loop(cede_call *c)
{
    (void)c;
    cede_loop_stop(cede_loop_current());
}

static async int stop_soon(cede_call *c)
{
    cede_call_init(c, stop_this_loop);
    cede_call_later(c, cede_ms(1));
    return 0;
}

static void a_call_may_stop_it(void **state)
{
    cede_loop *loop = new_loop();
    cede_call c;
    (void)state;
    assert_int_equal(cede_loop_start(loop, stop_soon(&c)), 0);
    assert_int_equal(cede_loop_run_forever(loop), 0);
    cede_loop_free(loop);
}

/* ---- loops in threads, each pinned to its own ---------------------------------------------- */

enum { LOOPS = 3, ROUNDS = 200 };

static void *run_forever(void *loop)
{
    int err = cede_loop_run_forever(loop);
    cede_loop_close(loop);
    return (void *)(intptr_t)err;
}

/* A ball that goes round: each loop hits it. */
struct ball {
    cede_call call;
    cede_loop *loops[LOOPS];
    pthread_t at[LOOPS];
    int hits;
};

static void hit(cede_call *c)
{
    struct ball *b = CEDE_CALL_OF(c, struct ball, call);
    assert_ptr_equal(cede_loop_current(), b->loops[b->hits % LOOPS]);
    if (b->hits < LOOPS)
        b->at[b->hits] = pthread_self();
    assert_true(pthread_equal(pthread_self(), b->at[b->hits % LOOPS]));
    if (++b->hits < LOOPS * ROUNDS)
        cede_call_soon_threadsafe(c, b->loops[b->hits % LOOPS]);
    else
        for (int i = 0; i < LOOPS; i++)
            cede_loop_stop(b->loops[i]);
}

static void loops_in_threads_call_each_other(void **state)
{
    struct ball b = { 0 };
    pthread_t threads[LOOPS];
    (void)state;
    cede_call_init(&b.call, hit);
    for (int i = 0; i < LOOPS; i++)
        b.loops[i] = new_loop();
    for (int i = 0; i < LOOPS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, run_forever, b.loops[i]), 0);
    cede_call_soon_threadsafe(&b.call, b.loops[0]);
    for (int i = 0; i < LOOPS; i++) {
        void *err;
        pthread_join(threads[i], &err);
        assert_null(err);
    }
    assert_int_equal(b.hits, LOOPS * ROUNDS);
    for (int i = 0; i < LOOPS; i++)
        cede_loop_free(b.loops[i]);
}

/* ---- results from another loop --------------------------------------------------------------- */

struct question { int a, b; pthread_t thread; };

static async int add(void *arg)
{
    struct question *q = arg;
    await(cede_yield());
    q->thread = pthread_self();
    return q->a + q->b;
}

static async int ask(cede_loop *other)
{
    int sum = 0;
    for (int i = 0; i < 50; i++) {
        struct question q = { .a = i, .b = 1 };
        sum += await(cede_loop_await(other, add, &q));
        assert_false(pthread_equal(q.thread, pthread_self()));
    }
    return sum;
}

static async int ask_often(cede_loop *other)
{
    int sums[10], sum = 0;
    group (g)
        for (int i = 0; i < 10; i++)
            spawn_into(g, &sums[i], ask(other));
    for (int i = 0; i < 10; i++)
        sum += sums[i];
    return sum;
}

/* Runs a call on a loop of its own while another one runs in another thread. */
#define BESIDE(call) (beside_begin(), beside_end(cede_run(call)))

static cede_loop *other;
static pthread_t other_thread;

static void nothing_is_reported(void *ctx, const char *function, int error)
{
    (void)ctx;
    fail_msg("%s was reported: %d", function, error);
}

static void beside_begin(void)
{
    other = new_loop();
    cede_loop_on_error(other, nothing_is_reported, NULL);
    assert_int_equal(pthread_create(&other_thread, NULL, run_forever, other), 0);
}

static int beside_end(int result)
{
    cede_loop_stop(other);
    pthread_join(other_thread, NULL);
    cede_loop_free(other);
    return result;
}

static void an_await_gets_its_result_from_another_loop(void **state)
{
    (void)state;
    assert_int_equal(BESIDE(ask_often(other)), 10 * 1275);
}

static async int out_of_domain(void *arg)
{
    (void)arg;
    await(cede_yield());
    return -EDOM;
}

static void a_failure_there_is_a_result_here(void **state)
{
    (void)state;
    assert_int_equal(BESIDE(cede_loop_await(other, out_of_domain, NULL)), -EDOM);
}

static async int sleep_there(void *left)
{
    defer atomic_fetch_add((atomic_int *)left, 1);
    await(cede_sleep(cede_s(3600)));
    return 1;
}

static async int give_up(atomic_int *left, int yields)
{
    within (cede_s(3600)) {
        group (g) {
            cede_task *t = spawn_task(g, cede_loop_await(other, sleep_there, left));
            for (int i = 0; i < yields; i++)
                await(cede_yield());
            cede_task_cancel(t, 0);
            assert_int_equal(await(cede_join(t)), -ECANCELED);
        }
    }
    return atomic_load(left);
}

static async int give_up_often(atomic_int *left)
{
    for (int i = 1; i < 100; i++)
        if (await(give_up(left, i)) != i)
            return -EINVAL;
    return 0;
}

static void a_cancel_is_passed_on_and_waited_for(void **state)
{
    atomic_int left = 0;
    (void)state;
    assert_int_equal(BESIDE(give_up_often(&left)), 0);
}

static async int quick(void *arg)
{
    (void)arg;
    return 1;
}

/* The end and the cancel meet on the way. */
static async int meet(void)
{
    for (int i = 0; i < 300; i++)
        group (g) {
            cede_task *t = spawn_task(g, cede_loop_await(other, quick, NULL));
            await(cede_yield());
            if (i % 2)
                sched_yield();
            cede_task_cancel(t, 0);
            int r = await(cede_join(t));
            assert_true(r == 1 || r == -ECANCELED);
        }
    return 0;
}

static void a_cancel_and_an_end_may_meet(void **state)
{
    (void)state;
    assert_int_equal(BESIDE(meet()), 0);
}

/* On the task's own loop, which a sweep can disturb. */
static async int ask_itself(void)
{
    struct question q = { .a = 3, .b = 4 };
    int r = await(cede_loop_await(cede_loop_current(), quick, NULL));
    if (r != 1)
        return r;
    r = await(cede_loop_await(cede_loop_current(), add, &q));
    await(cede_yield());
    return r;
}

static int itself(cede_sim *sim, void *ctx)
{
    int r = cede_sim_run(sim, ask_itself());
    (void)ctx;
    return r != 7 && r != -ECANCELED && r != -ETIMEDOUT && r != -ENOMEM;
}

static void it_survives_a_cancel_at_each_await(void **state)
{
    (void)state;
    assert_true(cede_sim_sweep(itself, NULL, CEDE_SIM_ALL) > 25);
}

/* ---- inside another loop ----------------------------------------------------------------------- */

/* What any other loop does: it waits for the descriptor, and not for longer. */
static int run_inside(cede_loop *loop, const int *done)
{
    int rounds = 0;
    while (!*done) {
        struct pollfd fd = { .fd = cede_loop_fd(loop), .events = POLLIN };
        int64_t ns = cede_loop_timeout(loop).ns;
        poll(&fd, 1, ns > 20000000000 ? 20000 : (int)((ns + 999999) / 1000000));
        cede_loop_dispatch(loop);
        assert_null(cede_loop_current());
        rounds++;
    }
    return rounds;
}

static async int echo(cede_stream *s)
{
    char c;
    for (int i = 0; i < 20; i++)
        if (await(cede_read(s, &c, 1)) != 1 || await(cede_write_all(s, &c, 1)) < 0)
            return -EIO;
    return 0;
}

static async int talk(int *done)
{
    cede_stream *a, *b;
    char c = 'x';
    defer *done = 1;
    if (cede_stream_pair(&a, &b) < 0)
        return -EIO;
    defer await(cede_stream_close(a));
    defer await(cede_stream_close(b));
    group (g) {
        spawn(g, echo(b));
        for (int i = 0; i < 20; i++)
            if (await(cede_write_all(a, &c, 1)) < 0 || await(cede_read(a, &c, 1)) != 1)
                return -EIO;
        await(cede_sleep(cede_ms(1)));
    }
    return 0;
}

static void another_loop_runs_it_by_a_descriptor_and_a_timeout(void **state)
{
    cede_loop_config config = { .selector = "epoll" };
    cede_loop *loop;
    int done = 0;
    (void)state;
    assert_int_equal(cede_loop_new(&loop, &config), 0);
    assert_int_equal(cede_loop_timeout(loop).ns, CEDE_FOREVER.ns);
    assert_int_equal(cede_loop_start(loop, talk(&done)), 0);
    assert_int_equal(cede_loop_timeout(loop).ns, 0);
    assert_in_range(run_inside(loop, &done), 3, 200);       /* it does not spin */
    cede_loop_close(loop);
    cede_loop_free(loop);
}

static void a_dispatch_does_not_wait(void **state)
{
    struct record r = { new_loop(), 0, 0 };
    (void)state;
    assert_int_equal(cede_loop_start(r.loop, wait_long(&r)), 0);
    for (int i = 0; i < 3; i++)
        cede_loop_dispatch(r.loop);
    assert_int_equal(r.steps, 1);
    assert_in_range(cede_loop_timeout(r.loop).ns, 1, 3600000000000);
    cede_loop_close(r.loop);
    cede_loop_free(r.loop);
}

static void *post_a_call(void *arg)
{
    void **args = arg;
    cede_call_soon_threadsafe(args[0], args[1]);
    return NULL;
}

struct done { cede_call call; int done; };

static void note_done(cede_call *c)
{
    CEDE_CALL_OF(c, struct done, call)->done = 1;
}

static void its_descriptor_tells_what_threads_post(void **state)
{
    cede_loop_config config = { .selector = "epoll" };
    struct done d = { .call = { .call = note_done } };
    cede_loop *loop;
    pthread_t thread;
    (void)state;
    assert_int_equal(cede_loop_new(&loop, &config), 0);
    pthread_create(&thread, NULL, post_a_call, (void *[]){ &d.call, loop });
    run_inside(loop, &d.done);
    pthread_join(thread, NULL);
    cede_loop_free(loop);
    config.selector = "poll";
    assert_int_equal(cede_loop_new(&loop, &config), 0);
    assert_int_equal(cede_loop_fd(loop), -EOPNOTSUPP);
    cede_loop_free(loop);
}

/* ---- the process's default ------------------------------------------------------------------------ */

struct factory { int loops, failed, made; cede_instruments watch; };

static int make_and_count(cede_loop **out, const cede_loop_config *config, void *ctx)
{
    cede_loop_config plain = *config;
    plain.factory = NULL;
    plain.selector = "poll";
    ((struct factory *)ctx)->loops++;
    return cede_loop_new(out, &plain);
}

static void count_failure(void *ctx, const char *function, int error)
{
    assert_string_equal(function, "fails");
    assert_int_equal(error, -EDOM);
    ((struct factory *)ctx)->failed++;
}

static void count_made(cede_instruments *i, cede_task *t, cede_task *by)
{
    (void)t, (void)by;
    ((struct factory *)(void *)((char *)i - offsetof(struct factory, watch)))->made++;
}

static cede_time noon(void *ctx)
{
    (void)ctx;
    return CEDE__POINT(12);
}

static async int fails(void)
{
    await(cede_yield());
    return -EDOM;
}

static async int look_around(void)
{
    detach(fails());
    await(cede_yield());
    await(cede_yield());
    assert_string_equal(cede_loop_selector(cede_loop_current()), "poll");
    assert_int_equal(cede_now().ns, 12);
    return 3;
}

static void a_default_is_for_all_loops_that_are_made_without(void **state)
{
    struct factory f = { .watch = { .made = count_made } };
    cede_loop_config config = { .clock = noon, .on_error = count_failure, .on_error_ctx = &f, .instruments = &f.watch,
                                .factory = make_and_count, .factory_ctx = &f };
    cede_loop *loop;
    (void)state;
    cede_loop_set_defaults(&config);
    assert_int_equal(cede_run(look_around()), 3);
    assert_int_equal(f.loops, 1);
    assert_int_equal(f.failed, 1);
    assert_int_equal(f.made, 2);
    assert_int_equal(cede_loop_new(&loop, NULL), 0);
    assert_int_equal(cede_loop_run(loop, look_around()), 3);
    cede_loop_free(loop);
    assert_int_equal(f.loops, 2);
    config = cede_loop_defaults();
    config.factory = NULL;
    config.selector = "epoll";
    assert_int_equal(cede_loop_new(&loop, &config), 0);
    assert_string_equal(cede_loop_selector(loop), "epoll");
    cede_loop_free(loop);
    assert_int_equal(f.loops, 2);
    cede_loop_set_defaults(NULL);
    assert_null(cede_loop_defaults().factory);
    assert_int_equal(f.failed, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_runs_until_stop_and_goes_on_where_it_was),
        cmocka_unit_test(a_loop_that_was_closed_can_be_used_anew),
        cmocka_unit_test(a_call_s_end_is_that_of_all_other_tasks),
        cmocka_unit_test(stop_cancels_what_a_loop_runs),
        cmocka_unit_test(a_signal_ends_the_run),
        cmocka_unit_test(a_call_may_stop_it),
        cmocka_unit_test(loops_in_threads_call_each_other),
        cmocka_unit_test(an_await_gets_its_result_from_another_loop),
        cmocka_unit_test(a_failure_there_is_a_result_here),
        cmocka_unit_test(a_cancel_is_passed_on_and_waited_for),
        cmocka_unit_test(a_cancel_and_an_end_may_meet),
        cmocka_unit_test(it_survives_a_cancel_at_each_await),
        cmocka_unit_test(another_loop_runs_it_by_a_descriptor_and_a_timeout),
        cmocka_unit_test(a_dispatch_does_not_wait),
        cmocka_unit_test(its_descriptor_tells_what_threads_post),
        cmocka_unit_test(a_default_is_for_all_loops_that_are_made_without),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
