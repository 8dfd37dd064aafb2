/* test_run.c: loops of one's own, threads, and cede_main: what a process sees of them.
 *
 * What would end the process runs in a child; its exit and its stderr are compared. */
#include "../net/net.h"
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

/* ---- calls on a loop --------------------------------------------------------------- */

struct job {
    int n, i, error, left, detached_left;
    cede_duration nap;
    int64_t now_ns;
};

NET_HAND(count, struct job)
{
    struct job *c = self->c;
    HAND_BEGIN(count);
    for (c->i = 0; c->i < c->n; c->i++) {
        HAND_AWAIT0(cede_yield);
    }
    HAND_FINALLY();
    c->left = 1;
    HAND_END(count, c->error ? c->error : c->n);
}
HAND_DEFINE(count, (struct job *c), c)

static void a_loop_runs_one_call_after_another(void **state)
{
    struct job j = { .n = 3 };
    cede_loop *loop = net_loop(state);
    assert_int_equal(cede_loop_run(loop, count(&j)), 3);
    j.n = 4;
    assert_int_equal(cede_loop_run(loop, count(&j)), 4);
    j.error = -EDOM;
    assert_int_equal(cede_loop_run(loop, count(&j)), -EDOM);
    assert_int_equal(loop_blocks(loop), 0);
    cede_loop_free(loop);
}

static void a_turn_that_has_work_asks_the_kernel_nothing(void **state)
{
    struct job j = { .n = 10000 };
    cede_loop *loop = net_loop(state);
    assert_int_equal(cede_loop_run(loop, count(&j)), 10000);
    assert_int_equal(cede_loop_count(loop).waits, 0);
    assert_int_equal(cede_loop_count(loop).steps, 10001);
    cede_loop_free(loop);
}

NET_HAND(nap, struct job)
{
    struct job *c = self->c;
    HAND_BEGIN(nap);
    HAND_AWAIT(cede_sleep, c->nap);
    HAND_FINALLY();
    c->detached_left = 1;
    HAND_END(nap, 0);
}
HAND_DEFINE(nap, (struct job *c), c)

NET_HAND(detacher, struct job)
{
    struct job *c = self->c;
    HAND_BEGIN(detacher);
    assert_int_equal(cede_detach(nap(c)), 0);
    HAND_AWAIT0(cede_yield);
    HAND_FINALLY();
    HAND_END(detacher, 0);
}
HAND_DEFINE(detacher, (struct job *c), c)

static void what_was_detached_is_cancelled_and_awaited(void **state)
{
    struct job j = { .nap = cede_s(3600) };
    cede_loop *loop = net_loop(state);
    assert_int_equal(cede_loop_run(loop, detacher(&j)), 0);
    assert_int_equal(j.detached_left, 1);
    assert_int_equal(loop_blocks(loop), 0);
    cede_loop_free(loop);
}

static cede_time clock_that_hurries(void *ctx)
{
    struct job *j = ctx;
    return CEDE__POINT(j->now_ns += 10000000000);
}

static void the_clock_is_the_one_that_was_configured(void **state)
{
    struct job j = { .nap = cede_s(3) };
    cede_loop_config config = { .selector = *state, .clock = clock_that_hurries, .clock_ctx = &j };
    cede_loop *loop;
    assert_int_equal(cede_loop_new(&loop, &config), 0);
    assert_int_equal(cede_loop_run(loop, nap(&j)), 0);
    assert_in_range(j.now_ns, 20000000000, 60000000000);
    cede_loop_free(loop);
}

static void a_sleep_is_never_early(void **state)
{
    struct job j = { .nap = cede_us(1500) };
    cede_loop *loop = net_loop(state);
    cede_time before = cede_port_clock();
    assert_int_equal(cede_loop_run(loop, nap(&j)), 0);
    assert_true(cede_port_clock().ns - before.ns >= 1500000);
    cede_loop_free(loop);
}

static void the_selector_is_chosen_by_name(void **state)
{
    cede_loop_config config = { .selector = "telepathy" };
    cede_loop *loop = NULL;
    assert_int_equal(cede_loop_new(&loop, &config), -EINVAL);
    assert_null(loop);
    setenv("CEDE_SELECTOR", *state, 1);
    assert_int_equal(cede_loop_new(&loop, NULL), 0);
    assert_string_equal(cede_loop_selector(loop), *state);
    cede_loop_free(loop);
    setenv("CEDE_SELECTOR", "telepathy", 1);
    assert_int_equal(cede_run(net_nothing(NULL)), -EINVAL);
    unsetenv("CEDE_SELECTOR");
}

static void without_descriptors_there_is_no_loop(void **state)
{
    struct rlimit limit, none;
    getrlimit(RLIMIT_NOFILE, &limit);
    none = limit;
    none.rlim_cur = 0;
    setenv("CEDE_SELECTOR", *state, 1);
    setrlimit(RLIMIT_NOFILE, &none);
    int got = cede_run(net_nothing(NULL));
    setrlimit(RLIMIT_NOFILE, &limit);
    unsetenv("CEDE_SELECTOR");
    assert_int_equal(got, -EMFILE);
    assert_int_equal(cede_run(net_nothing(NULL)), 0);
}

/* ---- threads --------------------------------------------------------------------------- */

enum { POSTERS = 4, POSTS = 2000 };

struct post_office {
    cede_waker waker;
    pthread_t threads[POSTERS];
    int posted, waits, started;
};

static void *poster(void *arg)
{
    struct post_office *c = arg;
    for (int i = 0; i < POSTS; i++) {
        __atomic_add_fetch(&c->posted, 1, __ATOMIC_RELEASE);
        cede_wake_threadsafe(&c->waker);
    }
    return NULL;
}

NET_HAND(collect, struct post_office)
{
    struct post_office *c = self->c;
    HAND_BEGIN(collect);
    cede_waker_init(&c->waker);
    for (; c->started < POSTERS; c->started++)
        assert_int_equal(pthread_create(&c->threads[c->started], NULL, poster, c), 0);
    do {
        HAND_AWAIT(cede_waker_wait, &c->waker);
        c->waits++;
    } while (__atomic_load_n(&c->posted, __ATOMIC_ACQUIRE) < POSTERS * POSTS);
    HAND_FINALLY();
    for (int i = 0; i < c->started; i++)
        pthread_join(c->threads[i], NULL);
    cede_waker_deinit(&c->waker);
    HAND_END(collect, 0);
}
HAND_DEFINE(collect, (struct post_office *c), c)

static void wakes_from_threads_are_not_lost(void **state)
{
    struct post_office c = { 0 };
    cede_loop *loop = net_loop(state);
    assert_int_equal(cede_loop_run(loop, collect(&c)), 0);
    assert_in_range(c.waits, 1, POSTERS * POSTS);
    cede_loop_free(loop);
}

struct pingpong {
    cede_stream *a, *b;
    int i;
    char in[1];
};

NET_HAND(pingpong, struct pingpong)
{
    struct pingpong *c = self->c;
    HAND_BEGIN(pingpong);
    assert_int_equal(cede_stream_pair(&c->a, &c->b), 0);
    for (c->i = 0; c->i < 200; c->i++) {
        HAND_AWAIT(cede_write_all, c->a, "!", 1);
        HAND_AWAIT(cede_read, c->b, c->in, 1);
        HAND_AWAIT(cede_write_all, c->b, "!", 1);
        HAND_AWAIT(cede_read, c->a, c->in, 1);
    }
    HAND_FINALLY();
    HAND_AWAIT(cede_stream_close, c->a);
    HAND_AWAIT(cede_stream_close, c->b);
    HAND_END(pingpong, c->i);
}
HAND_DEFINE(pingpong, (struct pingpong *c), c)

static void *loop_thread(void *name)
{
    struct pingpong p = { 0 };
    cede_loop_config config = { .selector = name };
    cede_loop *loop;
    intptr_t got = cede_loop_new(&loop, &config);
    if (got < 0)
        return (void *)got;
    got = cede_loop_run(loop, pingpong(&p));
    cede_loop_free(loop);
    return (void *)got;
}

static void each_thread_runs_a_loop_of_its_own(void **state)
{
    pthread_t threads[4];
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, loop_thread, *state), 0);
    for (int i = 0; i < 4; i++) {
        void *got;
        pthread_join(threads[i], &got);
        assert_int_equal((intptr_t)got, 200);
    }
}

/* ---- in a child: cede_main and signals --------------------------------------------------- */

struct ended {
    int status;             /* as of waitpid */
    char said[256];         /* on stderr */
};

static struct ended child(void **state, int (*program)(void))
{
    struct ended e = { 0 };
    int ends[2];
    size_t n = 0;
    ssize_t got;
    assert_int_equal(pipe(ends), 0);
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        setenv("CEDE_SELECTOR", *state, 1);
        dup2(ends[1], 2);
        close(ends[0]);
        close(ends[1]);
        alarm(20);
        _exit(program());
    }
    close(ends[1]);
    while ((got = read(ends[0], e.said + n, sizeof e.said - 1 - n)) > 0)
        n += (size_t)got;
    close(ends[0]);
    assert_int_equal(waitpid(pid, &e.status, 0), pid);
    return e;
}

static int fails(void)
{
    struct job j = { .error = -EADDRINUSE };
    return cede_main(count(&j));
}

static void a_failing_main_is_reported_with_its_name(void **state)
{
    struct ended e = child(state, fails);
    assert_true(WIFEXITED(e.status));
    assert_int_equal(WEXITSTATUS(e.status), 1);
    assert_string_equal(e.said, "test_loop_run: count: Address already in use\n");
}

NET_HAND(detach_a_failure, struct job)
{
    HAND_BEGIN(detach_a_failure);
    assert_int_equal(cede_detach(count(self->c)), 0);
    HAND_AWAIT0(cede_yield);
    HAND_FINALLY();
    HAND_END(detach_a_failure, 0);
}
HAND_DEFINE(detach_a_failure, (struct job *c), c)

static int detaches(void)
{
    struct job j = { .error = -EADDRINUSE };
    return cede_main(detach_a_failure(&j));
}

static void a_failure_that_nobody_takes_is_said_with_its_reason(void **state)
{
    struct ended e = child(state, detaches);
    assert_int_equal(e.status, 0);
    assert_string_equal(e.said, "cede: count failed: Address already in use\n");
}

static int succeeds(void)
{
    struct job j = { .n = 7 };
    return cede_main(count(&j));
}

static void a_result_is_the_exit_status(void **state)
{
    struct ended e = child(state, succeeds);
    assert_int_equal(WEXITSTATUS(e.status), 7);
    assert_string_equal(e.said, "");
}

struct stop {
    int sig, times;
    cede_scope hold;
    int others;             /* waits until so many other threads' loops run */
};

static int others_running;

/* Raises its signal, and waits; says so when it is left, which may take a while. */
NET_HAND(raises, struct stop)
{
    struct stop *c = self->c;
    ssize_t said;
    HAND_BEGIN(raises);
    while (__atomic_load_n(&others_running, __ATOMIC_ACQUIRE) < c->others) {
        HAND_AWAIT0(cede_yield);
    }
    raise(c->sig);
    HAND_AWAIT(cede_sleep, cede_s(3600));
    HAND_FINALLY();
    cede__hold_begin(t, &c->hold);
    HAND_AWAIT(cede_sleep, cede_ms(1));
    said = write(2, "left", 4);
    (void)said;
    if (c->times > 1)
        raise(c->sig);
    cede__hold_end(t, &c->hold);
    HAND_END(raises, 0);
}
HAND_DEFINE(raises, (struct stop *c), c)

static int terminated(void)
{
    struct stop s = { SIGTERM, 1, { 0 }, 0 };
    return cede_main(raises(&s));
}

static void sigterm_unwinds_main_and_is_the_exit_status(void **state)
{
    struct ended e = child(state, terminated);
    assert_true(WIFEXITED(e.status));
    assert_int_equal(WEXITSTATUS(e.status), 128 + SIGTERM);
    assert_string_equal(e.said, "left");
}

static int interrupted_run(void)
{
    struct stop s = { SIGINT, 1, { 0 }, 0 };
    struct sigaction after;
    int got = cede_run(raises(&s));
    sigaction(SIGINT, NULL, &after);
    return got == -ECANCELED && after.sa_handler == SIG_DFL ? 0 : 99;
}

static void sigint_cancels_what_cede_run_runs(void **state)
{
    struct ended e = child(state, interrupted_run);
    assert_int_equal(e.status, 0);
    assert_string_equal(e.said, "left");
}

static int twice(void)
{
    struct stop s = { SIGTERM, 2, { 0 }, 0 };
    return cede_main(raises(&s));
}

static void the_second_signal_kills(void **state)
{
    struct ended e = child(state, twice);
    assert_true(WIFSIGNALED(e.status));
    assert_int_equal(WTERMSIG(e.status), SIGTERM);
    assert_string_equal(e.said, "left");
}

static int left_alone(void)
{
    struct stop s = { SIGTERM, 1, { 0 }, 0 };
    cede_loop_config config = { .leave_signals = 1 };
    cede_loop *loop;
    cede_loop_new(&loop, &config);
    return cede_loop_run(loop, raises(&s));
}

static void an_option_leaves_signals_alone(void **state)
{
    struct ended e = child(state, left_alone);
    assert_true(WIFSIGNALED(e.status));
    assert_string_equal(e.said, "");
}

static volatile sig_atomic_t mine;

static void my_handler(int sig)
{
    mine = sig;
}

static int handled(void)
{
    struct job j = { .n = 1000 };
    signal(SIGTERM, my_handler);
    raise(SIGTERM);
    int before = mine;
    mine = 0;
    int got = cede_run(count(&j));
    raise(SIGTERM);
    return before == SIGTERM && mine == SIGTERM && got == 1000 ? 0 : 99;
}

static void a_handler_of_the_program_stays(void **state)
{
    assert_int_equal(child(state, handled).status, 0);
}

NET_HAND(other, struct job)
{
    struct job *c = self->c;
    HAND_BEGIN(other);
    __atomic_add_fetch(&others_running, 1, __ATOMIC_RELEASE);
    HAND_AWAIT(cede_sleep, c->nap);
    HAND_FINALLY();
    HAND_END(other, 0);
}
HAND_DEFINE(other, (struct job *c), c)

static void *other_thread(void *unused)
{
    struct job j = { .nap = cede_s(3600) };
    (void)unused;
    return (void *)(intptr_t)cede_run(other(&j));
}

static int threads_stop(void)
{
    struct stop s = { SIGTERM, 1, { 0 }, 3 };
    pthread_t threads[3];
    int bad = 0;
    for (int i = 0; i < 3; i++)
        pthread_create(&threads[i], NULL, other_thread, NULL);
    bad |= cede_run(raises(&s)) != -ECANCELED;
    for (int i = 0; i < 3; i++) {
        void *got;
        pthread_join(threads[i], &got);
        bad |= (intptr_t)got != -ECANCELED;
    }
    return bad ? 99 : 0;
}

static void one_signal_stops_the_loops_of_all_threads(void **state)
{
    assert_int_equal(child(state, threads_stop).status, 0);
}

static int ordinary(int x)
{
    return x;
}

static int runs_ordinary(void)
{
    return cede_run(ordinary(3));
}

static void running_an_ordinary_function_stops_the_program(void **state)
{
    struct ended e = child(state, runs_ordinary);
    assert_true(WIFSIGNALED(e.status));
    assert_non_null(strstr(e.said, "not async"));
}

static int frees_it_with_a_task(void)
{
    cede_loop *loop;
    if (cede_loop_new(&loop, NULL) < 0 || cede_loop_start(loop, cede_sleep(cede_s(1))) < 0)
        return 1;
    cede_loop_free(loop);
    return 0;
}

static void a_loop_that_has_tasks_is_not_freed(void **state)
{
    struct ended e = child(state, frees_it_with_a_task);
    assert_true(WIFSIGNALED(e.status));
    assert_non_null(strstr(e.said, "cede_loop_close"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        NET_TEST(a_loop_runs_one_call_after_another),
        NET_TEST(a_turn_that_has_work_asks_the_kernel_nothing),
        NET_TEST(what_was_detached_is_cancelled_and_awaited),
        NET_TEST(the_clock_is_the_one_that_was_configured),
        NET_TEST(a_sleep_is_never_early),
        NET_TEST(the_selector_is_chosen_by_name),
        NET_TEST(without_descriptors_there_is_no_loop),
        NET_TEST(wakes_from_threads_are_not_lost),
        NET_TEST(each_thread_runs_a_loop_of_its_own),
        NET_TEST(a_failing_main_is_reported_with_its_name),
        NET_TEST(a_failure_that_nobody_takes_is_said_with_its_reason),
        NET_TEST(a_result_is_the_exit_status),
        NET_TEST(sigterm_unwinds_main_and_is_the_exit_status),
        NET_TEST(sigint_cancels_what_cede_run_runs),
        NET_TEST(the_second_signal_kills),
        NET_TEST(an_option_leaves_signals_alone),
        NET_TEST(a_handler_of_the_program_stays),
        NET_TEST(one_signal_stops_the_loops_of_all_threads),
        NET_TEST(running_an_ordinary_function_stops_the_program),
        NET_TEST(a_loop_that_has_tasks_is_not_freed),
    };
    return cmocka_run_group_tests(tests, net_warm_up, NULL);
}
