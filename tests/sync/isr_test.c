/* isr_test.c: what interrupts and threads do to events and mailboxes. */
#include <pthread.h>
#include <cede/isr.h>
#include <cede/port.h>
#include "sim_fixture.h"

/* ---- interrupts before each call of the port: interrupted_mailbox.c -------------------- */

void test_interrupt(void);

/* Puts come from three levels: the loop's thread (0), an interrupt, and one that
 * interrupts that. */
enum { LEVELS = 3, CAPACITY = 4 };
static cede_mailbox box;
static int slots[CAPACITY];
static uint8_t full[CAPACITY];
static _Thread_local unsigned plan;         /* a bit for each place: whether an interrupt comes */
static int level, interrupts_left;
static int tried[LEVELS], put_count, got_count, last_got[LEVELS];
static uint8_t was_put[LEVELS][32], was_got[LEVELS][32];

static void put_next(void)
{
    int seq = ++tried[level], value = 100 * level + seq, at = level;
    if (cede_mailbox_put_from_isr(&box, &value))
        return;
    was_put[at][seq] = 1;
    put_count++;
}

void test_interrupt(void)
{
    unsigned comes = plan & 1;
    plan >>= 1;
    if (!comes || level == LEVELS - 1 || !interrupts_left)
        return;
    interrupts_left--;
    level++;
    put_next();
    level--;
}

/* Each level's values come in the order they were put, none twice. */
static int get_next(void)
{
    int value;
    if (cede_mailbox_try_get(&box, &value))
        return 0;
    assert_in_range(value / 100, 0, LEVELS - 1);
    assert_true(value % 100 > last_got[value / 100]);
    last_got[value / 100] = value % 100;
    was_got[value / 100][value % 100] = 1;
    got_count++;
    return 1;
}

static void run_plan(unsigned p)
{
    cede_mailbox_init(&box, CEDE_SLOTS(slots), full);
    box.put = box.got = 0u - 3;             /* the numbers wrap around on the way */
    level = put_count = got_count = 0;
    memset(tried, 0, sizeof tried);
    memset(last_got, 0, sizeof last_got);
    memset(was_put, 0, sizeof was_put);
    memset(was_got, 0, sizeof was_got);
    interrupts_left = 4;
    plan = p;
    for (int i = 0; i < 3; i++) {
        put_next();
        put_next();
        get_next();
    }
    plan = 0;
    while (get_next())
        ;
    assert_memory_equal(was_got, was_put, sizeof was_put);
    assert_int_equal(got_count, put_count);
    assert_true(put_count >= CAPACITY);
    assert_int_equal(box.put, box.got);
    cede_mailbox_deinit(&box);
}

static async int run_plans(void)
{
    unsigned p = 0;
    do
        run_plan(p * 2654435761u ^ p);      /* both few and many interrupts, early and late */
    while (++p < 1u << 16);
    for (p = 0; p < 1u << 16; p++)
        run_plan(p);
    return 0;
}

static void puts_that_interrupt_puts_and_gets_lose_nothing(void **state)
{
    assert_int_equal(cede_sim_run(*state, run_plans()), 0);
}

/* ---- waiting tasks ------------------------------------------------------------------------ */

static async int get(int name)
{
    int value;
    defer event("%c ends", name);
    while (await(cede_mailbox_get(&box, &value)) == 0 && value)
        event("%c gets %d", name, value);
    return 0;
}

static void put_now(int value)
{
    assert_int_equal(cede_mailbox_put_from_isr(&box, &value), 0);
}

static async int serve(int cancel)
{
    group (g) {
        cede_mailbox_init(&box, CEDE_SLOTS(slots), full);
        cede_task *a = spawn_task(g, get('a'));
        spawn(g, get('b'));
        await(cede_sleep(cede_ms(1)));
        put_now(1);
        put_now(2);
        put_now(3);
        if (cancel)
            cede_task_cancel(a, 0);
        await(cede_sleep(cede_ms(1)));
        put_now(0);
        if (!cancel)
            put_now(0);
    }
    cede_mailbox_deinit(&box);
    return 0;
}

static void waiting_tasks_get_values_in_the_order_they_came(void **state)
{
    assert_int_equal(cede_sim_run(*state, serve(0)), 0);
    assert_log("a gets 1\na gets 3\nb gets 2\na ends\nb ends\n");
}

/* It was given the first value before its step: it has it, and the third too. */
static void a_value_that_was_given_is_not_lost_to_a_cancel(void **state)
{
    assert_int_equal(cede_sim_run(*state, serve(1)), 0);
    assert_log("a gets 1\na gets 3\na ends\nb gets 2\nb ends\n");
}

static async int fill(void)
{
    int value = 7;
    cede_mailbox_init(&box, CEDE_SLOTS(slots), full);
    for (int i = 0; i < CAPACITY; i++)
        put_now(value);
    assert_int_equal(cede_mailbox_put_threadsafe(&box, &value), -EAGAIN);
    assert_int_equal(cede_mailbox_try_get(&box, &value), 0);
    put_now(value);
    assert_int_equal(cede_mailbox_put_from_isr(&box, &value), -EAGAIN);
    cede_mailbox_deinit(&box);
    return 0;
}

static void a_full_mailbox_says_so(void **state)
{
    assert_int_equal(cede_sim_run(*state, fill()), 0);
}

/* ---- events ---------------------------------------------------------------------------------- */

static cede_event bell;
static cede_event_trigger button;

static async int listen(int name)
{
    await(cede_event_wait(&bell));
    event("%c at %d", name, ms());
    return 0;
}

static async int press(void)
{
    cede_event_init_auto(&bell);
    cede_event_trigger_init(&button, &bell);
    group (g) {
        spawn(g, listen('a'));
        spawn(g, listen('b'));
        await(cede_sleep(cede_ms(1)));
        cede_event_set_from_isr(&button);
        cede_event_set_from_isr(&button);       /* before the loop has seen the first */
        assert_false(cede_event_is_set(&bell));
        await(cede_sleep(cede_ms(1)));
        cede_event_set_threadsafe(&button);
    }
    cede_event_trigger_deinit(&button);
    cede_event_deinit(&bell);
    return 0;
}

static void an_event_is_set_from_interrupts(void **state)
{
    assert_int_equal(cede_sim_run(*state, press()), 0);
    assert_log("a at 1\nb at 2\n");
}

/* ---- threads ----------------------------------------------------------------------------------- */

enum { THREADS = 3, EACH = 5000 };
struct message { int thread, seq; };

static void *send(void *thread)
{
    struct message m = { (int)(intptr_t)thread, 0 };
    while (m.seq < EACH) {
        while (cede_mailbox_put_threadsafe(&box, &m))
            sched_yield();
        m.seq++;
    }
    return NULL;
}

static async int receive(void)
{
    static struct message room[8];
    static uint8_t used[8];
    int next[THREADS] = { 0 };
    pthread_t threads[THREADS];
    struct message m;
    cede_mailbox_init(&box, CEDE_SLOTS(room), used);
    for (int i = 0; i < THREADS; i++)
        pthread_create(&threads[i], NULL, send, (void *)(intptr_t)i);
    for (int i = 0; i < THREADS * EACH; i++) {
        await(cede_mailbox_get(&box, &m));
        assert_int_equal(m.seq, next[m.thread]++);
    }
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);        /* NOLINT(async-blocking): they have sent all */
    assert_int_equal(cede_mailbox_try_get(&box, &m), -EAGAIN);
    cede_mailbox_deinit(&box);
    return 0;
}

static void values_of_several_threads_arrive_once_and_in_order(void **state)
{
    (void)state;
    assert_int_equal(cede_run(receive()), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIM_TEST(puts_that_interrupt_puts_and_gets_lose_nothing),
        SIM_TEST(waiting_tasks_get_values_in_the_order_they_came),
        SIM_TEST(a_value_that_was_given_is_not_lost_to_a_cancel),
        SIM_TEST(a_full_mailbox_says_so),
        SIM_TEST(an_event_is_set_from_interrupts),
        SIM_TEST(values_of_several_threads_arrive_once_and_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
