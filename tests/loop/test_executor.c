/* test_executor.c: calls in real threads: the pool, its limits, and who waits for whom.
 *
 * Nothing here sleeps or asks the time: threads wait for each other with semaphores, and
 * what must not happen is told by what has happened instead. Also built with
 * ThreadSanitizer. */
#include <cede.h>
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* ---- loops and executors ------------------------------------------------------------ */

/* Runs a call on a loop with this configuration, and frees the loop. */
#define RUN(config, call) (run_begin(config), run_end(cede_loop_run(loop_now, call)))

static _Thread_local cede_loop *loop_now;

static void run_begin(cede_loop_config config)
{
    assert_int_equal(cede_loop_new(&loop_now, &config), 0);
}

static int run_end(int outcome)
{
    cede_loop_free(loop_now);
    return outcome;
}

static cede_executor *executor_of(unsigned threads)
{
    cede_executor *e;
    cede_executor_config c = { .threads = threads, .name = "worker" };
    assert_int_equal(cede_executor_new(&e, &c), 0);
    return e;
}

/* ---- the call --------------------------------------------------------------------------- */

static pthread_t loop_thread;

static int in_another_thread(int x)
{
    return pthread_equal(pthread_self(), loop_thread) ? -EINVAL : x + 1;
}

static async int twice(void)
{
    return await(offload(in_another_thread(await(offload(in_another_thread(40))))));
}

static void it_runs_in_another_thread(void **state)
{
    (void)state;
    loop_thread = pthread_self();
    assert_int_equal(cede_run(twice()), 42);
    assert_int_equal(cede_offload_cancelled(), 0);
}

static void wait_for(sem_t *s)
{
    while (sem_wait(s) < 0)
        ;
}

static async int post(sem_t *s)
{
    await(cede_yield());
    sem_post(s);
    return 0;
}

/* It could not end if the loop stood still meanwhile. */
static async int blocked_and_released(void)
{
    sem_t s;
    sem_init(&s, 0, 0);
    group (g) {
        spawn(g, post(&s));
        await(offload(wait_for(&s)));
    }
    sem_destroy(&s);
    return 0;
}

static void other_tasks_go_on_meanwhile(void **state)
{
    (void)state;
    assert_int_equal(cede_run(blocked_and_released()), 0);
}

static async int answer(void)
{
    await(cede_yield());
    return 7;
}

static int with_a_loop_of_its_own(void)
{
    return cede_loop_current() || cede_current() ? -EINVAL : cede_run(answer());
}

static async int nested(void)
{
    return await(offload(with_a_loop_of_its_own()));
}

static void it_may_run_a_loop_of_its_own(void **state)
{
    (void)state;
    assert_int_equal(cede_run(nested()), 7);
}

static void store(void *arg)
{
    *(int *)arg = in_another_thread(5);
}

static async int by_hand(void)
{
    int x = 0;
    int (*through_a_pointer)(void (*)(void *), void *) = cede_offload_call;
    loop_thread = pthread_self();
    group (g)
        spawn(g, cede_offload_call(store, &x));
    return x + await(through_a_pointer(store, &x)) + x;
}

static void the_operation_can_be_spawned_and_pointed_to(void **state)
{
    (void)state;
    assert_int_equal(cede_run(by_hand()), 12);
}

/* ---- threads -------------------------------------------------------------------------------- */

static void meet(pthread_barrier_t *b)
{
    pthread_barrier_wait(b);
}

static async int meeting(pthread_barrier_t *b)
{
    await(offload(meet(b)));
    return 0;
}

/* They meet only where three run at once. */
static async int three_meet(void)
{
    pthread_barrier_t b;
    pthread_barrier_init(&b, NULL, 3);
    group (g)
        for (int i = 0; i < 9; i++)
            spawn(g, meeting(&b));
    pthread_barrier_destroy(&b);
    return 0;
}

static void threads_are_started_as_they_are_needed(void **state)
{
    cede_executor *e = executor_of(3);
    (void)state;
    assert_int_equal(cede_executor_threads(e), 0);      /* none before the first call */
    assert_int_equal(RUN(((cede_loop_config){ .executor = e }), answer()), 7);
    assert_int_equal(cede_executor_threads(e), 0);
    assert_int_equal(RUN(((cede_loop_config){ .executor = e }), nested()), 7);
    assert_int_equal(cede_executor_threads(e), 1);
    assert_int_equal(RUN(((cede_loop_config){ .executor = e }), three_meet()), 0);
    assert_int_equal(cede_executor_threads(e), 3);
    cede_executor_free(e);
    assert_int_equal(RUN(((cede_loop_config){ .offload_threads = 3 }), three_meet()), 0);
}

static int look(char *name, size_t size)
{
    sigset_t blocked;
    pthread_sigmask(SIG_SETMASK, NULL, &blocked);
    pthread_getname_np(pthread_self(), name, size);
    return sigismember(&blocked, SIGINT) && sigismember(&blocked, SIGUSR1);
}

static async int name_of_thread(char *name, size_t size)
{
    return await(offload(look(name, size)));
}

static void threads_have_names_and_leave_signals_alone(void **state)
{
    char name[16];
    cede_executor *e = executor_of(1);
    (void)state;
    assert_int_equal(RUN(((cede_loop_config){ .executor = e }), name_of_thread(name, sizeof name)), 1);
    assert_string_equal(name, "worker-1");
    cede_executor_free(e);
    assert_int_equal(cede_run(name_of_thread(name, sizeof name)), 1);
    assert_string_equal(name, "cede-1");
}

/* ---- order, and the limit ----------------------------------------------------------------------- */

struct record { atomic_int now, most, n; int order[32]; };

static void note(struct record *r, int i)
{
    int now = atomic_fetch_add(&r->now, 1) + 1;
    if (now > atomic_load(&r->most))
        atomic_store(&r->most, now);
    sched_yield();
    r->order[atomic_fetch_add(&r->n, 1)] = i;
    atomic_fetch_sub(&r->now, 1);
}

static async int noted(struct record *r, int i)
{
    await(offload(note(r, i)));
    return 0;
}

static async int note_all(struct record *r)
{
    group (g)
        for (int i = 0; i < 32; i++)
            spawn(g, noted(r, i));
    return 0;
}

static void check_in_order_and_alone(const struct record *r)
{
    assert_int_equal(r->most, 1);
    for (int i = 0; i < 32; i++)
        assert_int_equal(r->order[i], i);
}

static void one_thread_takes_them_in_order(void **state)
{
    struct record r = { .n = 0 };
    (void)state;
    assert_int_equal(RUN(((cede_loop_config){ .offload_threads = 1 }), note_all(&r)), 0);
    check_in_order_and_alone(&r);
}

static void what_is_above_the_limit_waits_in_line(void **state)
{
    struct record r = { .n = 0 };
    (void)state;
    assert_int_equal(RUN(((cede_loop_config){ .offload_threads = 4, .offload_limit = 1 }), note_all(&r)), 0);
    check_in_order_and_alone(&r);
}

/* ---- cancel --------------------------------------------------------------------------------------- */

struct stage { sem_t begun, go; atomic_int calls; };

static int hold(struct stage *s)
{
    atomic_fetch_add(&s->calls, 1);
    sem_post(&s->begun);
    wait_for(&s->go);
    return 3;
}

static async int held(struct stage *s)
{
    return await(offload(hold(s)));
}

static async int count_begun(struct stage *s)
{
    await(offload(wait_for(&s->begun)));
    return 0;
}

/* The first call occupies the only place; those behind it have not begun. */
static async int withdraw_one(struct stage *s)
{
    int first;
    group (g) {
        cede_task *t, *u;
        spawn_into(g, &first, held(s));
        t = spawn_task(g, held(s));
        u = spawn_task(g, held(s));
        await(cede_yield());
        cede_task_cancel(t, 0);
        if (await(cede_join(t)) != -ECANCELED)      /* at once: hold has not been told to go */
            return -EINVAL;
        sem_post(&s->go);
        sem_post(&s->go);
        if (await(cede_join(u)) != 3)
            return -EINVAL;
    }
    return first == 3 && atomic_load(&s->calls) == 2 ? 0 : -EINVAL;
}

static void run_withdrawal(cede_loop_config config)
{
    struct stage s = { .calls = 0 };
    sem_init(&s.begun, 0, 0);
    sem_init(&s.go, 0, 0);
    assert_int_equal(RUN(config, withdraw_one(&s)), 0);
    sem_destroy(&s.begun);
    sem_destroy(&s.go);
}

static void what_has_not_begun_is_withdrawn(void **state)
{
    (void)state;
    run_withdrawal((cede_loop_config){ .offload_threads = 1 });
    run_withdrawal((cede_loop_config){ .offload_threads = 4, .offload_limit = 1 });
}

static int until_cancelled(struct stage *s)
{
    sem_post(&s->begun);
    while (!cede_offload_cancelled())
        sched_yield();
    return 9;
}

static async int stopped_early(struct stage *s, int *result)
{
    defer *result += 100;
    *result = await(offload(until_cancelled(s)));
    await(cede_yield());
    *result = -EINVAL;
    return 0;
}

/* The result counts as arrived; the cancel acts at the next await. */
static async int cancel_begun(struct stage *s)
{
    int result = 0;
    group (g) {
        cede_task *t = spawn_task(g, stopped_early(s, &result));
        await(count_begun(s));
        cede_task_cancel(t, 0);
        if (await(cede_join(t)) != -ECANCELED)
            return -EINVAL;
    }
    return result;
}

static void what_has_begun_is_waited_for(void **state)
{
    struct stage s = { .calls = 0 };
    (void)state;
    sem_init(&s.begun, 0, 0);
    assert_int_equal(cede_run(cancel_begun(&s)), 109);
    sem_destroy(&s.begun);
}

static async int leave_it(struct stage *s)
{
    detach(held(s));
    await(count_begun(s));
    sem_post(&s->go);
    return atomic_load(&s->calls);
}

static void a_loop_ends_when_its_calls_have(void **state)
{
    struct stage s = { .calls = 0 };
    (void)state;
    sem_init(&s.begun, 0, 0);
    sem_init(&s.go, 0, 0);
    assert_int_equal(cede_run(leave_it(&s)), 1);
    sem_destroy(&s.begun);
    sem_destroy(&s.go);
}

/* ---- several loops --------------------------------------------------------------------------------- */

enum { LOOPS = 4, CALLS = 500 };

static long add(long a, long b)
{
    return a + b;
}

static async long offloaded_add(long a, long b)
{
    return await(offload(add(a, b)));
}

static async long sum_up(int parallel)
{
    long part[8] = { 0 }, sum = 0;
    for (int i = 0; i < CALLS; i += parallel) {
        group (g) {
            for (int k = 0; k < parallel; k++)
                spawn_into(g, &part[k], offloaded_add(i + k, 1));
        } else {
            return cede_group_error(g);
        }
        for (int k = 0; k < parallel; k++)
            sum += part[k];
    }
    return sum;
}

static cede_executor *shared;

static void *run_loop(void *arg)
{
    cede_loop_config c = { .executor = shared, .offload_limit = *(unsigned *)arg };
    *(int *)arg = RUN(c, sum_up(4));
    return NULL;
}

static void run_loops(void)
{
    pthread_t threads[LOOPS];
    int results[LOOPS];
    for (int i = 0; i < LOOPS; i++) {
        results[i] = i;
        assert_int_equal(pthread_create(&threads[i], NULL, run_loop, &results[i]), 0);
    }
    for (int i = 0; i < LOOPS; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(results[i], CALLS * (CALLS + 1) / 2);
    }
}

static void loops_in_several_threads_share_a_pool(void **state)
{
    (void)state;
    shared = executor_of(3);
    run_loops();
    cede_executor_free(shared);
    shared = NULL;
}

static void loops_in_several_threads_have_pools_of_their_own(void **state)
{
    (void)state;
    run_loops();
}

/* ---- failures ------------------------------------------------------------------------------------------ */

struct pair { int a, b; };

static struct pair pair_of(int a)
{
    return (struct pair){ a, a };
}

static async int one_int(void)
{
    return await(offload(in_another_thread(1)));
}

static async int unwound(int *reason)
{
    defer *reason = cede_leaving();
    return await(offload(pair_of(1))).a;
}

static void *only_large(void *ctx, size_t size)
{
    return size == *(size_t *)ctx ? malloc(size) : NULL;
}

static void give_back(void *ctx, void *block, size_t size)
{
    (void)ctx, (void)size;
    free(block);
}

static void without_a_thread_it_fails(void **state)
{
    int reason = 0;
    cede_executor *e;
    cede_executor_config too_large = { .stack_bytes = (size_t)1 << 50 };
    (void)state;
    assert_int_equal(cede_executor_new(&e, &too_large), 0);
    assert_int_equal(RUN(((cede_loop_config){ .executor = e }), one_int()), -EAGAIN);
    assert_int_equal(RUN(((cede_loop_config){ .executor = e }), unwound(&reason)), -EAGAIN);
    assert_int_equal(reason, -EAGAIN);
    cede_executor_free(e);
}

static void without_memory_it_fails(void **state)
{
    size_t none = 0;
    cede_executor *e = NULL;
    cede_executor_config c = { .memory = { only_large, give_back, &none } };
    (void)state;
    assert_int_equal(cede_executor_new(&e, &c), -ENOMEM);
    assert_null(e);
}

/* ---- executors of others ---------------------------------------------------------------------------------- */

/* Takes two jobs at a time, and runs them when it is asked to. */
struct small { cede_executor executor; cede_job *jobs[2]; int n; };

static int small_submit(cede_executor *e, cede_job *job)
{
    struct small *s = (struct small *)(void *)e;
    if (s->n == 2)
        return -EAGAIN;
    s->jobs[s->n++] = job;
    return 0;
}

static int small_withdraw(cede_executor *e, cede_job *job)
{
    struct small *s = (struct small *)(void *)e;
    for (int i = 0; i < s->n; i++)
        if (s->jobs[i] == job) {
            s->jobs[i] = s->jobs[--s->n];
            return 1;
        }
    return 0;
}

static async int run_jobs(struct small *s, int *left)
{
    while (*left > 0) {
        cede_job *jobs[2] = { s->jobs[0], s->jobs[1] };
        int n = s->n;
        s->n = 0;
        for (int i = 0; i < n; i++)
            cede_job_run(jobs[i]);
        await(cede_yield());
    }
    return 0;
}

static async int noted_and_counted(struct record *r, int i, int *left)
{
    defer --*left;
    await(noted(r, i));
    return 0;
}

static async int through_a_small_one(struct small *s, struct record *r)
{
    int left = 32;
    group (g) {
        cede_task *t;
        spawn(g, run_jobs(s, &left));
        for (int i = 0; i < 32; i++)
            spawn(g, noted_and_counted(r, i, &left));
        t = spawn_task(g, noted(r, -1));
        await(cede_yield());
        cede_task_cancel(t, 0);
    }
    return 0;
}

static void an_executor_may_be_full(void **state)
{
    struct small s = { { small_submit, small_withdraw }, { NULL, NULL }, 0 };
    struct record r = { .n = 0 };
    (void)state;
    assert_int_equal(RUN(((cede_loop_config){ .executor = &s.executor }), through_a_small_one(&s, &r)), 0);
    assert_int_equal(r.n, 32);
    check_in_order_and_alone(&r);
    s.n = 2;
    assert_int_equal(RUN(((cede_loop_config){ .executor = &s.executor }), one_int()), -EAGAIN);
}

static int run_at_once(cede_executor *e, cede_job *job)
{
    (void)e;
    cede_job_run(job);
    return 0;
}

static void an_executor_may_run_it_at_once(void **state)
{
    cede_executor inline_ = { run_at_once, small_withdraw };
    struct record r = { .n = 0 };
    (void)state;
    assert_int_equal(RUN(((cede_loop_config){ .executor = &inline_ }), note_all(&r)), 0);
    check_in_order_and_alone(&r);
}

/* ---- a queue that is bounded ------------------------------------------------------------------------ */

static void a_loops_calls_wait_in_line_for_a_place_in_the_queue(void **state)
{
    struct record r = { .n = 0 };
    cede_executor_config c = { .threads = 1, .queue = 2 };
    cede_executor *e;
    (void)state;
    assert_int_equal(cede_executor_new(&e, &c), 0);
    assert_int_equal(RUN(((cede_loop_config){ .executor = e }), note_all(&r)), 0);
    check_in_order_and_alone(&r);
    cede_executor_free(e);
}

struct filled { struct stage stage; sem_t full; cede_executor *executor; };

/* One call runs, one fills the queue. */
static async int fill(struct filled *f)
{
    group (g) {
        spawn(g, held(&f->stage));
        spawn(g, held(&f->stage));
        await(cede_yield());
        sem_post(&f->full);
    }
    return 0;
}

static void *run_filling(void *arg)
{
    struct filled *f = arg;
    assert_int_equal(RUN(((cede_loop_config){ .executor = f->executor }), fill(f)), 0);
    return NULL;
}

static void another_loop_is_told_that_the_queue_is_full(void **state)
{
    struct filled f = { .stage = { .calls = 0 } };
    cede_executor_config c = { .threads = 1, .queue = 1 };
    pthread_t other;
    (void)state;
    sem_init(&f.stage.begun, 0, 0);
    sem_init(&f.stage.go, 0, 0);
    sem_init(&f.full, 0, 0);
    assert_int_equal(cede_executor_new(&f.executor, &c), 0);
    pthread_create(&other, NULL, run_filling, &f);
    wait_for(&f.full);
    wait_for(&f.stage.begun);
    assert_int_equal(RUN(((cede_loop_config){ .executor = f.executor }), nested()), -EAGAIN);
    sem_post(&f.stage.go);
    sem_post(&f.stage.go);
    pthread_join(other, NULL);
    assert_int_equal(RUN(((cede_loop_config){ .executor = f.executor }), nested()), 7);
    cede_executor_free(f.executor);
    sem_destroy(&f.stage.begun);
    sem_destroy(&f.stage.go);
    sem_destroy(&f.full);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_runs_in_another_thread),
        cmocka_unit_test(other_tasks_go_on_meanwhile),
        cmocka_unit_test(it_may_run_a_loop_of_its_own),
        cmocka_unit_test(the_operation_can_be_spawned_and_pointed_to),
        cmocka_unit_test(threads_are_started_as_they_are_needed),
        cmocka_unit_test(threads_have_names_and_leave_signals_alone),
        cmocka_unit_test(one_thread_takes_them_in_order),
        cmocka_unit_test(what_is_above_the_limit_waits_in_line),
        cmocka_unit_test(what_has_not_begun_is_withdrawn),
        cmocka_unit_test(what_has_begun_is_waited_for),
        cmocka_unit_test(a_loop_ends_when_its_calls_have),
        cmocka_unit_test(loops_in_several_threads_share_a_pool),
        cmocka_unit_test(loops_in_several_threads_have_pools_of_their_own),
        cmocka_unit_test(without_a_thread_it_fails),
        cmocka_unit_test(without_memory_it_fails),
        cmocka_unit_test(an_executor_may_be_full),
        cmocka_unit_test(an_executor_may_run_it_at_once),
        cmocka_unit_test(a_loops_calls_wait_in_line_for_a_place_in_the_queue),
        cmocka_unit_test(another_loop_is_told_that_the_queue_is_full),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
