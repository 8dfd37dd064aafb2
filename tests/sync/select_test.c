/* select_test.c: the first of several operations, and tasks as they end. */
#include "sim_fixture.h"

enum { JOB = 0, STOP, IDLE };

static async int worker(cede_queue *jobs, cede_event *stop)
{
    for (;;) {
        int job = 0;
        cede_case cases[] = {
            { CEDE_CASE(cede_queue_get, jobs, &job) },
            { CEDE_CASE(cede_event_wait, stop) },
            { CEDE_CASE(cede_sleep, cede_ms(50)) },
        };
        switch (await(cede_select(CEDE_CASES(cases)))) {
        case JOB:
            event("job %d, %d, at %d", job, cases[JOB].result, ms());
            if (cases[JOB].result < 0)
                return 1;
            break;
        case STOP:
            event("stopped at %d", ms());
            return 2;
        case IDLE:
            event("idle at %d", ms());
            break;
        }
    }
}

static async int feed_and_stop(int shut)
{
    int slots[2], result = 0;
    cede_queue jobs;
    cede_event stop;
    cede_queue_init(&jobs, CEDE_SLOTS(slots));
    cede_event_init(&stop);
    group (g) {
        spawn_into(g, &result, worker(&jobs, &stop));
        for (int i = 1; i <= 3; i++) {
            await(cede_queue_put(&jobs, &i));
            await(cede_sleep(cede_ms(30)));
        }
        await(cede_sleep(cede_ms(30)));
        if (shut)
            cede_queue_shut_down(&jobs);
        else
            cede_event_set(&stop);
    }
    cede_queue_deinit(&jobs);
    cede_event_deinit(&stop);
    return result;
}

static void the_first_that_can_go_on_takes_effect(void **state)
{
    assert_int_equal(cede_sim_run(*state, feed_and_stop(0)), 2);
    assert_log("job 1, 0, at 0\njob 2, 0, at 30\njob 3, 0, at 60\nidle at 110\nstopped at 120\n");
}

static void its_result_is_that_of_the_operation(void **state)
{
    assert_int_equal(cede_sim_run(*state, feed_and_stop(1)), 1);
    assert_log("job 1, 0, at 0\njob 2, 0, at 30\njob 3, 0, at 60\nidle at 110\njob 0, -32, at 120\n");
}

/* ---- every operation ----------------------------------------------------------------- */

struct all {
    cede_event event, automatic;
    cede_semaphore semaphore;
    cede_latch latch;
    cede_queue full, empty, busy;
    cede_mailbox mailbox;
    cede_future future;
    cede_signal signal;
    cede_oneshot oneshot;
    cede_watch watch;
    cede_broadcast broadcast;
    cede_broadcast_receiver receiver;
    cede_event end;
    cede_task *task;
    int slots[8], mail[2];
    uint8_t mail_full[2];
    unsigned seen;
    int in, out, found, result;
};

enum { OPERATIONS = 15 };

static async int select_all(struct all *a)
{
    cede_case cases[OPERATIONS] = {
        { CEDE_CASE(cede_event_wait, &a->event) },
        { CEDE_CASE(cede_event_wait, &a->automatic) },
        { CEDE_CASE(cede_semaphore_acquire, &a->semaphore) },
        { CEDE_CASE(cede_latch_wait, &a->latch) },
        { CEDE_CASE(cede_queue_put, &a->full, &a->out) },
        { CEDE_CASE(cede_queue_get, &a->empty, &a->in) },
        { CEDE_CASE(cede_queue_join, &a->busy) },
        { CEDE_CASE(cede_mailbox_get, &a->mailbox, &a->in) },
        { CEDE_CASE(cede_future_wait, &a->future) },
        { CEDE_CASE(cede_signal_wait, &a->signal, &a->in) },
        { CEDE_CASE(cede_oneshot_wait, &a->oneshot, &a->in) },
        { CEDE_CASE(cede_watch_next, &a->watch, &a->seen, &a->in) },
        { CEDE_CASE(cede_broadcast_receive, &a->receiver, &a->in) },
        { CEDE_CASE(cede_join, a->task) },
        { CEDE_CASE(cede_sleep_until, cede_after(cede_ms(10))) },
    };
    a->found = await(cede_select(CEDE_CASES(cases)));
    a->result = cases[a->found].result;
    return 0;
}

static async int until(cede_event *e)
{
    await(cede_event_wait(e));
    return 13;
}

/* Brings what the n-th operation waits for; gives what it should give. */
static int bring(struct all *a, int n)
{
    int value = 70 + n, dropped;
    switch (n) {
    case 0: cede_event_set(&a->event); return 0;
    case 1: cede_event_set(&a->automatic); return 0;
    case 2: cede_semaphore_release(&a->semaphore); return 0;
    case 3: cede_latch_done(&a->latch); return 0;
    case 4: return cede_queue_try_get(&a->full, &dropped);
    case 5: return cede_queue_try_put(&a->empty, &value);
    case 6: cede_queue_task_done(&a->busy); return 0;
    case 7: return cede_mailbox_put_threadsafe(&a->mailbox, &value);
    case 8: cede_future_set(&a->future, 5); return 5;
    case 9: cede_signal_send(&a->signal, &value); return 0;
    case 10: return cede_oneshot_send(&a->oneshot, &value);
    case 11: return cede_watch_set(&a->watch, &value);
    case 12: return cede_broadcast_send(&a->broadcast, &value);
    case 13: cede_event_set(&a->end); return 13;
    default: return 0;
    }
}

static void begin_all(struct all *a)
{
    memset(a, 0, sizeof *a);
    a->found = -1;
    a->out = 60;
    cede_event_init(&a->event);
    cede_event_init_auto(&a->automatic);
    cede_event_init(&a->end);
    cede_semaphore_init(&a->semaphore, 0);
    cede_latch_init(&a->latch, 1);
    cede_queue_init(&a->full, &a->slots[0], sizeof (int), 1);
    cede_queue_init(&a->empty, &a->slots[1], sizeof (int), 1);
    cede_queue_init(&a->busy, &a->slots[2], sizeof (int), 1);
    cede_queue_try_put(&a->full, &a->out);
    cede_queue_try_put(&a->busy, &a->out);
    cede_mailbox_init(&a->mailbox, a->mail, sizeof (int), 2, a->mail_full);
    cede_future_init(&a->future);
    cede_signal_init(&a->signal, &a->slots[3], sizeof (int));
    cede_oneshot_init(&a->oneshot, &a->slots[4], sizeof (int));
    cede_watch_init(&a->watch, &a->slots[5], sizeof (int));
    a->seen = cede_watch_get(&a->watch, &a->in);
    cede_broadcast_init(&a->broadcast, &a->slots[6], sizeof (int), 1);
    cede_broadcast_receiver_init(&a->receiver, &a->broadcast);
}

/* Each stops the program where somebody still waits for it. */
static void end_all(struct all *a)
{
    cede_event_deinit(&a->event);
    cede_event_deinit(&a->automatic);
    cede_event_deinit(&a->end);
    cede_semaphore_deinit(&a->semaphore);
    cede_latch_deinit(&a->latch);
    cede_queue_deinit(&a->full);
    cede_queue_deinit(&a->empty);
    cede_queue_deinit(&a->busy);
    cede_mailbox_deinit(&a->mailbox);
    cede_future_deinit(&a->future);
    cede_signal_deinit(&a->signal);
    cede_oneshot_deinit(&a->oneshot);
    cede_watch_deinit(&a->watch);
    cede_broadcast_deinit(&a->broadcast);
}

/* What the n-th is given before (early) or while all wait, and then everything else:
 * none of that is taken. */
static async int give(struct all *a, int n, int early)
{
    begin_all(a);
    defer end_all(a);
    group (g) {
        int expected = 0;
        a->task = spawn_task(g, until(&a->end));
        await(cede_yield());
        if (early)
            expected = bring(a, n);
        if (early && n == 13)
            await(cede_join(a->task));
        if (early && n == 7)
            await(cede_yield());
        spawn(g, select_all(a));
        await(cede_yield());
        await(cede_yield());
        if (!early)
            expected = bring(a, n);
        for (int other = 0; other < OPERATIONS; other++)
            if (other != n && n != 7 && n != 13 && n != 14)
                bring(a, other);
        await(cede_sleep(cede_ms(20)));
        assert_int_equal(a->found, n);
        assert_int_equal(a->result, expected);
        cede_event_set(&a->end);
    }
    return 0;
}

static void check_values(struct all *a, int n)
{
    int took = n == 5 || n == 7 || (n >= 9 && n <= 12), value = 0;
    assert_int_equal(a->in, took ? 70 + n : 0);
    if (n == 7 || n == 13 || n == 14)
        return;
    assert_int_equal(cede_event_is_set(&a->automatic), n != 1);
    assert_int_equal(cede_semaphore_count(&a->semaphore), n != 2);
    assert_int_equal(cede_queue_length(&a->full), n == 4);
    assert_int_equal(cede_queue_try_get(&a->empty, &value), n == 5 ? -EAGAIN : 0);
    assert_int_equal(cede_signal_try_wait(&a->signal, &value), n == 9 ? -EAGAIN : 0);
    assert_int_equal(cede_broadcast_try_receive(&a->receiver, &value), n == 12 ? -EAGAIN : 0);
}

static void each_operation_can_be_a_case_and_the_others_lose_nothing(void **state)
{
    static struct all a;
    for (int n = 0; n < OPERATIONS; n++)
        for (int early = 0; early < 2 - (n == 14); early++) {
            assert_int_equal(cede_sim_run(*state, give(&a, n, early)), 0);
            check_values(&a, n);
        }
}

/* ---- cancel ------------------------------------------------------------------------------- */

/* Producer and consumer over two queues: what was put is got, or is still there. */
struct ledger { cede_queue q[2]; int slots[2][2]; int put, got; };

static async int produce(struct ledger *l, int from)
{
    for (int i = from; i < from + 3; i++) {
        int value = i;
        cede_case cases[] = { { CEDE_CASE(cede_queue_put, &l->q[0], &value) },
                              { CEDE_CASE(cede_sleep, cede_ms(1)) },
                              { CEDE_CASE(cede_queue_put, &l->q[1], &value) } };
        if (await(cede_select(CEDE_CASES(cases))) != 1)
            l->put += i;
    }
    return 0;
}

static async int consume(struct ledger *l, int times)
{
    while (times--) {
        int a = 0, b = 0;
        cede_case cases[] = { { CEDE_CASE(cede_queue_get, &l->q[0], &a) },
                              { CEDE_CASE(cede_queue_get, &l->q[1], &b) },
                              { CEDE_CASE(cede_sleep, cede_ms(2)) } };
        await(cede_select(CEDE_CASES(cases)));
        l->got += a + b;
    }
    return 0;
}

static async int trade(struct ledger *l)
{
    group (g) {
        spawn(g, produce(l, 1));
        spawn(g, consume(l, 2));
        spawn(g, produce(l, 10));
        await(consume(l, 3));
        await(produce(l, 100));
    }
    return 0;
}

static int in_the_queues(struct ledger *l)
{
    int value, sum = 0;
    for (int i = 0; i < 2; i++)
        while (cede_queue_try_get(&l->q[i], &value) == 0)
            sum += value;
    return sum;
}

static int balanced(cede_sim *sim, void *ctx)
{
    static struct ledger l;
    int r;
    (void)ctx;
    memset(&l, 0, sizeof l);
    for (int i = 0; i < 2; i++)
        cede_queue_init(&l.q[i], CEDE_SLOTS(l.slots[i]));
    cede_sim_report_to(sim, NULL);
    r = cede_sim_run(sim, trade(&l));
    return r == -EDEADLK || l.put != l.got + in_the_queues(&l);
}

static void no_value_is_lost_or_doubled_wherever_it_is_cancelled(void **state)
{
    (void)state;
    assert_in_range(cede_sim_sweep(balanced, NULL, CEDE_SIM_ALL), 25, 1000);
}

static async int in_a_cancelled_task(cede_event *e, cede_event *never)
{
    for (int i = 0; i < 2; i++) {
        cede_case cases[] = { { CEDE_CASE(cede_sleep, cede_ms(1)) },
                              { CEDE_CASE(cede_event_wait, never) },
                              { CEDE_CASE(cede_event_wait, e) } };
        event("%d", await(cede_select(CEDE_CASES(cases))));
        cede_event_clear(e);
    }
    return 0;
}

static void what_need_not_wait_succeeds_in_a_cancelled_task_too(void **state)
{
    cede_event e, never;
    cede_event_init(&e);
    cede_event_init(&never);
    cede_event_set(&e);
    cede_sim_cancel_at(*state, 0, -ECANCELED);
    assert_int_equal(cede_sim_run(*state, in_a_cancelled_task(&e, &never)), -ECANCELED);
    assert_log("2\n");
    cede_event_deinit(&e);
    cede_event_deinit(&never);
}

static async int always_ready(int *stopped)
{
    int n = 0;
    cede_event e;
    cede_event_init(&e);
    cede_event_set(&e);
    while (!*stopped) {
        cede_case cases[] = { { CEDE_CASE(cede_event_wait, &e) }, { CEDE_CASE(cede_sleep, cede_ms(1)) } };
        await(cede_select(CEDE_CASES(cases)));
        n++;
    }
    return n;
}

static async int stop_soon(int *stopped)
{
    await(cede_yield());
    *stopped = 1;
    return 0;
}

static async int beside(void)
{
    int stopped = 0, n = 0;
    group (g) {
        spawn_into(g, &n, always_ready(&stopped));
        spawn(g, stop_soon(&stopped));
    }
    return n;
}

static void one_that_is_always_ready_gives_way(void **state)
{
    assert_in_range(cede_sim_run(*state, beside()), 2, 1000);
}

static async int twice(void)
{
    cede_case cases[] = { { CEDE_CASE(cede_sleep, cede_ms(1)) } };
    await(cede_select(CEDE_CASES(cases)));
    await(cede_select(CEDE_CASES(cases)));
    return 0;
}

static void run_twice(void)
{
    cede_run(twice());
}

static void a_case_that_was_used_stops(void **state)
{
    char *said = stops(run_twice);
    (void)state;
    assert_string_equal(said, "cede: a case is for one select\n");
    free(said);
}

/* ---- as they end ----------------------------------------------------------------------------- */

static async int work(int duration, int result)
{
    await(cede_sleep(cede_ms(duration)));
    return result;
}

static async int as_they_end(int most)
{
    int n = 0;
    group (g, CEDE_ISOLATE) {
        cede_task *tasks[4] = { spawn_task(g, work(30, 3)), spawn_task(g, work(10, 1)), NULL,
                                spawn_task(g, work(20, -EIO)) };
        await(cede_sleep(cede_ms(15)));
        await_each (cede_task *t, cede_as_completed(tasks, 4)) {
            int result = 0;
            cede_task_result(t, &result);
            event("%d at %d", result, ms());
            cede_task_release(t);
            if (++n == most)
                break;
        }
        for (int i = 0; i < 4; i++)
            if (tasks[i])
                event("%d is left", i);
    }
    return n;
}

static void tasks_are_given_as_they_end(void **state)
{
    cede_sim_report_to(*state, NULL);
    assert_int_equal(cede_sim_run(*state, as_they_end(9)), 3);
    assert_log("1 at 15\n-5 at 20\n3 at 30\n");
}

static void those_that_were_not_given_stay(void **state)
{
    cede_sim_report_to(*state, NULL);
    assert_int_equal(cede_sim_run(*state, as_they_end(2)), 2);
    assert_log("1 at 15\n-5 at 20\n0 is left\n");
}

static async int held_and_deadline(void)
{
    group (g) {
        cede_task *tasks[2] = { spawn_task(g, work(10, 1)), spawn_task(g, work(20, 2)) }, *t;
        if (!tasks[0] || !tasks[1])
            return -ENOMEM;
        cede_iter(cede_task *) *ended = open_iter(cede_as_completed(tasks, 2));
        within (cede_ms(15)) {
            while (await(cede_next(ended, &t)) > 0)
                event("%s at %d", cede_task_name(t), ms());
        } else {
            event("late");
        }
    }
    return 0;
}

static void it_can_be_held_and_ends_with_a_deadline(void **state)
{
    assert_int_equal(cede_sim_run(*state, held_and_deadline()), 0);
    assert_log("work at 10\nlate\n");
}

static int whatever_happens(cede_sim *sim, void *ctx)
{
    (void)ctx;
    event_log_clear();
    cede_sim_report_to(sim, NULL);
    return cede_sim_run(sim, as_they_end(9)) == -EDEADLK || cede_sim_run(sim, held_and_deadline()) == -EDEADLK;
}

static void it_survives_a_cancel_at_each_await(void **state)
{
    (void)state;
    assert_true(cede_sim_sweep(whatever_happens, NULL, CEDE_SIM_CANCELS | CEDE_SIM_DEADLINES | CEDE_SIM_ORDERS) > 25);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIM_TEST(the_first_that_can_go_on_takes_effect),
        SIM_TEST(its_result_is_that_of_the_operation),
        SIM_TEST(each_operation_can_be_a_case_and_the_others_lose_nothing),
        SIM_TEST(no_value_is_lost_or_doubled_wherever_it_is_cancelled),
        SIM_TEST(what_need_not_wait_succeeds_in_a_cancelled_task_too),
        SIM_TEST(one_that_is_always_ready_gives_way),
        cmocka_unit_test(a_case_that_was_used_stops),
        SIM_TEST(tasks_are_given_as_they_end),
        SIM_TEST(those_that_were_not_given_stay),
        SIM_TEST(it_can_be_held_and_ends_with_a_deadline),
        SIM_TEST(it_survives_a_cancel_at_each_await),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
