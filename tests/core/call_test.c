/* call_test.c: functions that the loop calls. */
#include "sim_fixture.h"

struct named {
    cede_call call;
    char name;
    int times;              /* it asks for itself so often */
};

static void say(cede_call *c)
{
    event("%c at %d", CEDE_CALL_OF(c, struct named, call)->name, ms());
    assert_null(cede_current());
    assert_non_null(cede_loop_current());
}

static struct named named(char name, void (*call)(cede_call *c))
{
    return (struct named){ .call = { .call = call }, .name = name };
}

/* ---- in which order ------------------------------------------------------------------ */

static async int say_so(char name)
{
    event("task %c at %d", name, ms());
    await(cede_yield());
    event("task %c again", name);
    return 0;
}

static async int among_tasks(void)
{
    struct named a = named('a', say), b = named('b', say);
    group (g) {
        spawn(g, say_so('x'));
        cede_call_soon(&a.call);
        spawn(g, say_so('y'));
        cede_call_soon(&b.call);
        event("asked");
    }
    return 0;
}

static void calls_stand_in_one_line_with_tasks(void **state)
{
    assert_int_equal(cede_sim_run(*state, among_tasks()), 0);
    assert_log("asked\ntask x at 0\na at 0\ntask y at 0\nb at 0\ntask x again\ntask y again\n");
}

static async int at_times(void)
{
    struct named a = named('a', say), b = named('b', say), c = named('c', say), d = named('d', say),
                 never = named('-', say);
    cede_call_later(&a.call, cede_ms(20));
    cede_call_at(&b.call, cede_after(cede_ms(10)));
    cede_call_later(&c.call, cede_ms(20));
    cede_call_at(&d.call, CEDE__POINT(-5));
    cede_call_later(&never.call, CEDE_FOREVER);
    event("asked");
    await(cede_sleep(cede_ms(30)));
    assert_int_equal(cede_call_pending(&a.call), 0);
    assert_int_equal(cede_call_cancel(&never.call), 1);
    return 0;
}

static void calls_come_at_their_times_and_equal_ones_in_order(void **state)
{
    assert_int_equal(cede_sim_run(*state, at_times()), 0);
    assert_log("asked\nd at 0\nb at 10\na at 20\nc at 20\n");
}

/* ---- what a function may do ------------------------------------------------------------- */

static void again(cede_call *c)
{
    struct named *n = CEDE_CALL_OF(c, struct named, call);
    say(c);
    if (n->times-- > 0)
        cede_call_later(c, cede_ms(10));
}

static async int ticks(void)
{
    struct named every = named('e', again);
    every.times = 2;
    cede_call_soon(&every.call);
    await(cede_sleep(cede_ms(25)));
    return 0;
}

static void a_call_may_ask_for_itself(void **state)
{
    assert_int_equal(cede_sim_run(*state, ticks()), 0);
    assert_log("e at 0\ne at 10\ne at 20\n");
}

struct flood {
    cede_call call;
    int calls;
};

static void flood(cede_call *c)
{
    CEDE_CALL_OF(c, struct flood, call)->calls++;
    cede_call_soon(c);
}

static async int yield_often(struct flood *f)
{
    cede_call_init(&f->call, flood);
    cede_call_soon(&f->call);
    for (int i = 0; i < 100; i++)
        await(cede_yield());
    return 0;
}

static void one_that_asks_for_itself_always_starves_nobody_and_ends_with_the_loop(void **state)
{
    static struct flood f;
    f.calls = 0;
    assert_int_equal(cede_sim_run(*state, yield_often(&f)), 0);
    assert_in_range(f.calls, 99, 102);
    assert_int_equal(cede_call_pending(&f.call), 0);
}

static void free_it(cede_call *c)
{
    event("freed");
    free(CEDE_CALL_OF(c, struct named, call));
}

static async int on_the_heap(void)
{
    struct named *n = malloc(sizeof *n);
    *n = named('h', free_it);
    cede_call_soon(&n->call);
    await(cede_yield());
    return 0;
}

static void the_function_may_free_its_call(void **state)
{
    assert_int_equal(cede_sim_run(*state, on_the_heap()), 0);
    assert_log("freed\n");
}

struct starts {
    cede_call call;
    cede_future future;
    cede_group *group;
};

static async int set_soon(cede_future *f)
{
    await(cede_yield());
    cede_future_set(f, 7);
    return 0;
}

static void start_a_task(cede_call *c)
{
    struct starts *s = CEDE_CALL_OF(c, struct starts, call);
    assert_int_equal(cede_spawn(s->group, set_soon(&s->future)), 0);
}

static async int wait_for_future(void)
{
    struct starts s;
    cede_call_init(&s.call, start_a_task);
    cede_future_init(&s.future);
    int r = 0;
    group (g) {
        s.group = g;
        cede_call_later(&s.call, cede_ms(5));
        r = await(cede_future_wait(&s.future));
    }
    return r;
}

static void the_function_may_start_tasks(void **state)
{
    assert_int_equal(cede_sim_run(*state, wait_for_future()), 7);
}

/* ---- taking back --------------------------------------------------------------------------- */

static async int take_back(void)
{
    struct named a = named('a', say), b = named('b', say), c = named('c', say);
    assert_int_equal(cede_call_cancel(&a.call), 0);
    cede_call_soon(&a.call);
    cede_call_soon(&b.call);
    cede_call_soon(&c.call);
    assert_int_equal(cede_call_cancel(&b.call), 1);         /* from the middle */
    assert_int_equal(cede_call_cancel(&c.call), 1);         /* the last */
    cede_call_soon(&b.call);
    await(cede_yield());
    event("then");
    cede_call_later(&c.call, cede_ms(1));
    cede_call_later(&c.call, cede_ms(3));                   /* moved */
    cede_call_later(&a.call, cede_ms(2));
    cede_call_soon(&a.call);                                /* moved to the front */
    cede_call_soon(&b.call);
    assert_int_equal(cede_call_pending(&b.call), 1);
    assert_int_equal(cede_call_cancel(&b.call), 1);
    assert_int_equal(cede_call_pending(&b.call), 0);
    await(cede_sleep(cede_ms(10)));
    return 0;
}

static void what_was_asked_for_can_be_taken_back_or_moved(void **state)
{
    assert_int_equal(cede_sim_run(*state, take_back()), 0);
    assert_log("a at 0\nb at 0\nthen\na at 0\nc at 3\n");
}

static async int post_and_take_back(void)
{
    struct named a = named('a', say), b = named('b', say), c = named('c', say);
    cede_call_soon_threadsafe(&a.call, cede_loop_current());
    cede_call_soon_from_isr(&b.call, cede_loop_current());
    cede_call_soon_threadsafe(&c.call, cede_loop_current());
    assert_int_equal(cede_call_pending(&b.call), 1);
    assert_int_equal(cede_call_cancel(&b.call), 1);
    assert_int_equal(cede_call_pending(&b.call), 0);
    await(cede_sleep(cede_ms(1)));
    assert_int_equal(cede_call_pending(&c.call), 0);
    return 0;
}

static void posted_ones_come_in_order_and_can_be_taken_back(void **state)
{
    assert_int_equal(cede_sim_run(*state, post_and_take_back()), 0);
    assert_log("a at 0\nc at 0\n");
}

static async int with_a_defer(void)
{
    struct named a = named('a', say), b = named('b', say);
    cede_call_later(&a.call, cede_ms(5));
    defer cede_call_cancel(&a.call);
    cede_call_soon(&b.call);
    defer cede_call_cancel(&b.call);
    await(cede_sleep(cede_ms(3)));
    await(cede_sleep(cede_ms(3)));
    return 0;
}

static int cancelled_somewhere(cede_sim *sim, void *ctx)
{
    (void)ctx;
    event_log_clear();
    return cede_sim_run(sim, with_a_defer()) == -EDEADLK;
}

static void a_cancelled_task_leaves_no_call_behind(void **state)
{
    (void)state;
    assert_true(cede_sim_sweep(cancelled_somewhere, NULL, CEDE_SIM_ALL) > 25);
}

/* ---- mistakes --------------------------------------------------------------------------------- */

static void ask_outside(void)
{
    static struct named n;
    n = named('n', say);
    cede_call_soon(&n.call);
}

static void asking_without_a_loop_stops(void **state)
{
    char *said = stops(ask_outside);
    (void)state;
    assert_string_equal(said, "cede: a call is asked for where no loop runs\n");
    free(said);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIM_TEST(calls_stand_in_one_line_with_tasks),
        SIM_TEST(calls_come_at_their_times_and_equal_ones_in_order),
        SIM_TEST(a_call_may_ask_for_itself),
        SIM_TEST(one_that_asks_for_itself_always_starves_nobody_and_ends_with_the_loop),
        SIM_TEST(the_function_may_free_its_call),
        SIM_TEST(the_function_may_start_tasks),
        SIM_TEST(what_was_asked_for_can_be_taken_back_or_moved),
        SIM_TEST(posted_ones_come_in_order_and_can_be_taken_back),
        SIM_TEST(a_cancelled_task_leaves_no_call_behind),
        cmocka_unit_test(asking_without_a_loop_stops),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
