/* sync_test.c: primitives in programs: deadlines, mistakes, static ones, fairness, sweeps.
 * What each does step by step is model_test.c's matter. */
#include "sim_fixture.h"

/* ---- cancel and deadlines ------------------------------------------------------------ */

static cede_mutex mutex = CEDE_MUTEX_INIT(mutex);
static cede_event event_ = CEDE_EVENT_INIT(event_), bell = CEDE_EVENT_AUTO_INIT(bell);
static cede_condition changed = CEDE_CONDITION_INIT(changed, mutex);
static cede_rwlock rwlock = CEDE_RWLOCK_INIT(rwlock);
static cede_latch latch = CEDE_LATCH_INIT(latch, 1);
static cede_barrier barrier = CEDE_BARRIER_INIT(barrier, 2);
static cede_once once = CEDE_ONCE_INIT(once);
static cede_semaphore permits = CEDE_SEMAPHORE_INIT(permits, 2), pair = CEDE_SEMAPHORE_BOUNDED_INIT(pair, 2, 2);

static async int hold(int name, int duration)
{
    await(cede_mutex_lock(&mutex));
    defer cede_mutex_unlock(&mutex);
    event("%c locks at %d", name, ms());
    defer event("%c unlocks at %d", name, ms());
    await(cede_sleep(cede_ms(duration)));
    return 0;
}

static async int hold_in_time(int name, int duration, int limit)
{
    within (cede_ms(limit)) {
        await(hold(name, duration));
    } else {
        event("%c is late at %d", name, ms());
    }
    return 0;
}

static async int three_hold(int limit)
{
    group (g) {
        spawn(g, hold('a', 10));
        spawn(g, hold_in_time('b', 10, limit));
        spawn(g, hold('c', 10));
    }
    return 0;
}

static void a_deadline_ends_the_wait_for_a_mutex(void **state)
{
    assert_int_equal(cede_sim_run(*state, three_hold(5)), 0);
    assert_log("a locks at 0\nb is late at 5\na unlocks at 10\nc locks at 10\nc unlocks at 20\n");
}

static void a_deadline_ends_what_is_done_with_a_mutex(void **state)
{
    assert_int_equal(cede_sim_run(*state, three_hold(15)), 0);
    assert_log("a locks at 0\na unlocks at 10\nb locks at 10\nb unlocks at 15\nb is late at 15\n"
               "c locks at 15\nc unlocks at 25\n");
    assert_null(cede_mutex_owner(&mutex));
}

/* The unlock and the cancel in one step, in both orders: b has the mutex, and its sleep
 * is the await that the cancel ends. */
static async int cancel_what_is_given(int cancel_first)
{
    group (g) {
        await(cede_mutex_lock(&mutex));
        cede_task *b = spawn_task(g, hold('b', 10));
        spawn(g, hold('c', 0));
        await(cede_yield());
        if (cancel_first)
            cede_task_cancel(b, 0);
        cede_mutex_unlock(&mutex);
        cede_task_cancel(b, 0);
    }
    return 0;
}

static void a_mutex_that_was_handed_over_is_not_lost_to_a_cancel(void **state)
{
    const char *both = "b locks at 0\nb unlocks at 0\nc locks at 0\nc unlocks at 0\n";
    assert_int_equal(cede_sim_run(*state, cancel_what_is_given(0)), 0);
    assert_log(both);
    event_log_clear();
    assert_int_equal(cede_sim_run(*state, cancel_what_is_given(1)), 0);
    assert_log(both);
}

static async int take_what_is_there(void)
{
    char slot[1], value = 'x';
    cede_queue q;
    cede_queue_init(&q, CEDE_SLOTS(slot));
    cede_task_cancel(cede_current(), 0);
    defer event("unwinds");
    event("lock %d", await(cede_mutex_lock(&mutex)));
    defer cede_mutex_unlock(&mutex);
    event("acquire %d", await(cede_semaphore_acquire(&permits)));
    defer cede_semaphore_release(&permits);
    event("put %d", await(cede_queue_put(&q, &value)));
    event("get %d", await(cede_queue_get(&q, &value)));
    event("join %d", await(cede_queue_join(&q)));
    return 0;
}

static void what_need_not_wait_succeeds_in_a_cancelled_task(void **state)
{
    assert_int_equal(cede_sim_run(*state, take_what_is_there()), -ECANCELED);
    assert_log("lock 0\nacquire 0\nput 0\nget 0\nunwinds\n");      /* the join has to wait */
}

/* The one who is cancelled has the mutex again when it unwinds, after who had it meanwhile. */
static async int wait_for_change(int name)
{
    await(cede_mutex_lock(&mutex));
    defer cede_mutex_unlock(&mutex);
    defer event("%c owns it: %d, at %d", name, cede_mutex_owner(&mutex) == cede_current(), ms());
    await(cede_condition_wait(&changed));
    event("%c goes on", name);
    return 0;
}

static async int cancel_one_of_two(void)
{
    group (g) {
        cede_task *a = spawn_task(g, wait_for_change('a'));
        spawn(g, wait_for_change('b'));
        await(cede_yield());
        spawn(g, hold('h', 10));
        await(cede_yield());
        cede_task_cancel(a, 0);
        await(cede_yield());
        cede_condition_notify(&changed, 1);
    }
    return 0;
}

static void a_cancelled_wait_for_a_condition_has_the_mutex_again(void **state)
{
    assert_int_equal(cede_sim_run(*state, cancel_one_of_two()), 0);
    assert_log("h locks at 0\nh unlocks at 10\na owns it: 1, at 10\nb goes on\nb owns it: 1, at 10\n");
}

/* ---- static ones ----------------------------------------------------------------------- */

static async int ring_the_bell(void)
{
    cede_event_set(&bell);
    await(cede_event_wait(&bell));
    assert_false(cede_event_is_set(&bell));
    cede_event_set(&event_);
    await(cede_event_wait(&event_));
    assert_true(cede_event_is_set(&event_));
    cede_event_clear(&event_);
    assert_int_equal(await(cede_rwlock_write(&rwlock)), 0);
    cede_rwlock_unlock(&rwlock);
    cede_latch_done(&latch);
    assert_int_equal(await(cede_latch_wait(&latch)), 0);
    assert_int_equal(await(cede_once_begin(&once)), 1);
    cede_once_end(&once, 0);
    cede_condition_notify_all(&changed);
    return cede_semaphore_release(&permits) == 0 && cede_semaphore_try_acquire(&permits) == 0
        && cede_semaphore_release(&pair) == -EOVERFLOW ? 0 : -1;
}

static void static_ones_need_no_init(void **state)
{
    assert_int_equal(cede_sim_run(*state, ring_the_bell()), 0);
}

/* ---- fairness ---------------------------------------------------------------------------- */

static int bystander_ran;

static async int stand_by(void)
{
    bystander_ran = 1;
    return 0;
}

static async int be_greedy(void)
{
    group (g) {
        spawn(g, stand_by());
        for (int i = 0; !bystander_ran; i++) {
            assert_true(i < 200);
            await(cede_mutex_lock(&mutex));
            assert_ptr_equal(cede_mutex_owner(&mutex), cede_current());
            cede_mutex_unlock(&mutex);
        }
    }
    return 0;
}

static void who_never_has_to_wait_gives_way_even_so(void **state)
{
    bystander_ran = 0;
    assert_int_equal(cede_sim_run(*state, be_greedy()), 0);
}

/* ---- in every order ------------------------------------------------------------------------ */

static int counter;

static async int count_up(int times)
{
    while (times--) {
        await(cede_mutex_lock(&mutex));
        defer cede_mutex_unlock(&mutex);
        int seen = counter;
        await(cede_yield());
        counter = seen + 1;
    }
    return 0;
}

static async int count_together(void)
{
    counter = 0;
    group (g) {
        for (int i = 0; i < 5; i++)
            spawn(g, count_up(4));
    }
    return counter;
}

static void no_update_under_a_mutex_is_lost_in_any_order(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed <= 100; seed++) {
        cede_sim *sim = cede_sim_new();
        cede_sim_shuffle(sim, seed);
        assert_int_equal(cede_sim_run(sim, count_together()), 20);
        assert_int_equal(cede_sim_left(sim), 0);
        cede_sim_free(sim);
    }
}

/* Values that were put and values that were got: whatever happens, those that are neither
 * got nor in the queue were not put. */
struct factory {
    cede_queue q;
    int slots[2], put, got;
};

static async int produce(struct factory *f, int values)
{
    for (int i = 1; i <= values; i++) {
        if (await(cede_queue_put(&f->q, &i)))
            return 0;
        f->put += i;
    }
    return 0;
}

static async int consume(struct factory *f)
{
    int value;
    while (!await(cede_queue_get(&f->q, &value))) {
        f->got += value;
        cede_queue_task_done(&f->q);
    }
    return 0;
}

static async int run_factory(struct factory *f)
{
    group (g) {
        defer cede_queue_shut_down(&f->q);
        spawn(g, consume(f));
        spawn(g, consume(f));
        group (producers) {
            spawn(producers, produce(f, 4));
            spawn(producers, produce(f, 3));
            spawn(producers, produce(f, 2));
        }
        await(cede_queue_join(&f->q));
        cede_queue_shut_down(&f->q);
    }
    return 0;
}

static int whatever_happens(cede_sim *sim, void *ctx)
{
    struct factory f = { 0 };
    int in_queue = 0, value, r;
    (void)ctx;
    cede_queue_init(&f.q, CEDE_SLOTS(f.slots));
    r = cede_sim_run(sim, run_factory(&f));
    if (r == 0 && f.got != 10 + 6 + 3)
        return -1;
    while (cede_queue_try_get(&f.q, &value) == 0)
        in_queue += value;
    cede_queue_deinit(&f.q);
    return f.put == f.got + in_queue ? 0 : -1;
}

static void no_value_of_a_queue_is_lost_or_doubled(void **state)
{
    (void)state;
    assert_true(cede_sim_sweep(whatever_happens, NULL, CEDE_SIM_ALL) > 25);
}

/* ---- values of other sizes -------------------------------------------------------------------- */

struct job { char name[13]; short urgency; };

static int more_urgent(const void *a, const void *b)
{
    return ((const struct job *)a)->urgency > ((const struct job *)b)->urgency;
}

static void structs_are_queued_whole(void **state)
{
    struct job slots[5], job;
    cede_queue q;
    (void)state;
    cede_queue_init_priority(&q, CEDE_SLOTS(slots), more_urgent);
    for (int i = 0; i < 5; i++) {
        job = (struct job){ "some job 0", (short)(i % 3) };
        job.name[9] = (char)('0' + i);
        assert_int_equal(cede_queue_try_put(&q, &job), 0);
    }
    assert_int_equal(cede_queue_try_put(&q, &job), -EAGAIN);
    while (cede_queue_try_get(&q, &job) == 0)
        event("%s %d", job.name, job.urgency);
    assert_log("some job 2 2\nsome job 1 1\nsome job 4 1\nsome job 0 0\nsome job 3 0\n");
}

/* The slots of a broadcast, and its receivers' places, when numbers wrap around. */
static void a_broadcast_of_three_slots_wraps_around(void **state)
{
    struct job slots[3], job = { "", 0 };
    cede_broadcast b;
    cede_broadcast_receiver r;
    (void)state;
    cede_broadcast_init(&b, CEDE_SLOTS(slots));
    b.next = ~0u - 4;
    cede_broadcast_receiver_init(&r, &b);
    for (short i = 0; i < 12; i++) {
        job.urgency = i;
        assert_int_equal(cede_broadcast_send(&b, &job), 0);
        if (i % 4 == 3) {
            assert_int_equal(cede_broadcast_try_receive(&r, &job), 1);
            assert_int_equal(job.urgency, i - 2);
            assert_int_equal(cede_broadcast_try_receive(&r, &job), 0);
            assert_int_equal(cede_broadcast_try_receive(&r, &job), 0);
            assert_int_equal(job.urgency, i);
            assert_int_equal(cede_broadcast_try_receive(&r, &job), -EAGAIN);
        }
    }
    cede_broadcast_close(&b);
    assert_int_equal(cede_broadcast_send(&b, &job), -EPIPE);
    assert_int_equal(cede_broadcast_try_receive(&r, &job), -EPIPE);
    cede_broadcast_deinit(&b);
}

/* ---- mistakes ------------------------------------------------------------------------------------ */

static async int unlock_anothers(void)
{
    group (g) {
        spawn(g, hold('a', 10));
        await(cede_yield());
        cede_mutex_unlock(&mutex);
    }
    return 0;
}

static cede_queue jobs;
static int job_slots[1];

static async int wait_for_one(int which)
{
    int value;
    if (which == 'e')
        await(cede_event_wait(&event_));
    else if (which == 's')
        await(cede_semaphore_acquire(&permits));
    else if (which == 'q')
        (void)await(cede_queue_get(&jobs, &value));
    else if (which == 'l')
        await(cede_latch_wait(&latch));
    else if (which == 'b')
        (void)await(cede_barrier_wait(&barrier));
    else if (which == 'w')
        await(cede_rwlock_write(&rwlock));
    return 0;
}

static async int deinit_while_waiting(int which)
{
    group (g) {
        permits.count = 0;
        cede_latch_init(&latch, 1);
        cede_queue_init(&jobs, CEDE_SLOTS(job_slots));
        spawn(g, wait_for_one(which));
        await(cede_yield());
        switch (which) {
        case 'e': cede_event_deinit(&event_); break;
        case 's': cede_semaphore_deinit(&permits); break;
        case 'q': cede_queue_deinit(&jobs); break;
        case 'l': cede_latch_deinit(&latch); break;
        case 'b': cede_barrier_deinit(&barrier); break;
        }
    }
    return 0;
}

static async int unlock_for_another(void)
{
    group (g) {
        spawn(g, wait_for_one('w'));
        await(cede_yield());
        cede_rwlock_unlock(&rwlock);
    }
    return 0;
}

static async int unlock_what_is_free(void)
{
    cede_rwlock_unlock(&rwlock);
    return 0;
}

static async int wait_without_mutex(void)
{
    await(cede_condition_wait(&changed));
    return 0;
}

static async int end_anothers(void)
{
    cede_once_end(&once, 1);
    return 0;
}

static async int deinit_what_is_owned(void)
{
    await(cede_mutex_lock(&mutex));
    cede_mutex_deinit(&mutex);
    return 0;
}

static async int be_done_too_often(void)
{
    cede_queue_init(&jobs, CEDE_SLOTS(job_slots));
    cede_queue_try_put(&jobs, &(int){ 1 });
    cede_queue_task_done(&jobs);
    cede_queue_task_done(&jobs);
    return 0;
}

static void run_unlock(void)     { cede_sim_run(cede_sim_new(), unlock_anothers()); }
static void unlock_outside(void) { cede_mutex_unlock(&mutex); }
static void lock_outside(void)   { cede_mutex_try_lock(&mutex); }
static void run_event(void)      { cede_sim_run(cede_sim_new(), deinit_while_waiting('e')); }
static void run_semaphore(void)  { cede_sim_run(cede_sim_new(), deinit_while_waiting('s')); }
static void run_queue(void)      { cede_sim_run(cede_sim_new(), deinit_while_waiting('q')); }
static void run_owned(void)      { cede_sim_run(cede_sim_new(), deinit_what_is_owned()); }
static void run_done(void)       { cede_sim_run(cede_sim_new(), be_done_too_often()); }
static void run_latch(void)      { cede_sim_run(cede_sim_new(), deinit_while_waiting('l')); }
static void run_barrier(void)    { cede_sim_run(cede_sim_new(), deinit_while_waiting('b')); }
static void run_other(void)      { cede_sim_run(cede_sim_new(), unlock_for_another()); }
static void run_free(void)       { cede_sim_run(cede_sim_new(), unlock_what_is_free()); }
static void run_without(void)    { cede_sim_run(cede_sim_new(), wait_without_mutex()); }
static void run_end(void)        { cede_sim_run(cede_sim_new(), end_anothers()); }
static void latch_twice(void)    { cede_latch_init(&latch, 0); cede_latch_done(&latch); }
static void too_many(void)       { cede_semaphore_init_bounded(&pair, 3, 2); }

static void mistakes_stop_the_program(void **state)
{
    static const struct { void (*run)(void); const char *says; } mistakes[] = {
        { run_unlock, "a mutex is unlocked by a task that does not own it" },
        { unlock_outside, "a mutex is unlocked by a task that does not own it" },
        { lock_outside, "a mutex is locked outside of tasks" },
        { run_event, "an event is deinited while a task waits for it" },
        { run_semaphore, "a semaphore is deinited while a task waits for it" },
        { run_queue, "a queue is deinited while a task waits for it" },
        { run_owned, "a mutex is deinited while a task owns it" },
        { run_done, "more of a queue's values are done than were put" },
        { run_latch, "a latch is deinited while a task waits for it" },
        { run_barrier, "a barrier is deinited while a task waits for it" },
        { run_other, "a lock is unlocked by a task that does not have it" },
        { run_free, "a lock is unlocked that nobody has" },
        { run_without, "a condition is waited for without its mutex" },
        { run_end, "a once is ended by a task that does not do it" },
        { latch_twice, "a latch is done more often than was counted" },
        { too_many, "a semaphore begins with more permits than it may have" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        char *said = stops(mistakes[i].run);
        assert_non_null(said);
        assert_non_null(strstr(said, mistakes[i].says));
        free(said);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIM_TEST(a_deadline_ends_the_wait_for_a_mutex),
        SIM_TEST(a_deadline_ends_what_is_done_with_a_mutex),
        SIM_TEST(a_mutex_that_was_handed_over_is_not_lost_to_a_cancel),
        SIM_TEST(what_need_not_wait_succeeds_in_a_cancelled_task),
        SIM_TEST(a_cancelled_wait_for_a_condition_has_the_mutex_again),
        SIM_TEST(static_ones_need_no_init),
        SIM_TEST(who_never_has_to_wait_gives_way_even_so),
        SIM_TEST(no_update_under_a_mutex_is_lost_in_any_order),
        SIM_TEST(no_value_of_a_queue_is_lost_or_doubled),
        SIM_TEST(structs_are_queued_whole),
        SIM_TEST(a_broadcast_of_three_slots_wraps_around),
        SIM_TEST(mistakes_stop_the_program),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
