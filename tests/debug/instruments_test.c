/* instruments_test.c: what instruments are told, of whom, and in which order. */
#include "sim_fixture.h"
#include <cede/debug.h>

static const char *name(const cede_task *t)
{
    return t ? cede_task_name(t) : "nobody";
}

static void made(cede_instruments *i, cede_task *t, cede_task *by)
{
    (void)i;
    event("%s made by %s at %d", name(t), name(by), ms());
}

static void woken(cede_instruments *i, cede_task *t, cede_task *by)
{
    (void)i;
    event("%s woken by %s at %d", name(t), name(by), ms());
}

static void resumed(cede_instruments *i, cede_task *t, unsigned long step)
{
    (void)i;
    event("%s step %lu", name(t), step);
}

static int line_of(const cede_task *t)
{
    return (int)cede_task_where(t).line;
}

static void suspended(cede_instruments *i, cede_task *t)
{
    (void)i;
    event("%s in %s waits in line %d", name(t), cede_task_where(t).function, line_of(t));
}

static void ended(cede_instruments *i, cede_task *t, int result)
{
    (void)i;
    event("%s ended with %d", name(t), result);
}

static void freed(cede_instruments *i, cede_task *t)
{
    (void)i;
    event("%s freed", name(t));
}

static cede_instruments all = { .made = made, .woken = woken, .resumed = resumed, .suspended = suspended,
                                .ended = ended, .freed = freed };

/* ---- the life of tasks -------------------------------------------------------------- */

enum { NAP = __LINE__ + 4 };

static async int nap(int n)
{
    await(cede_sleep(cede_ms(n)));
    return n;
}

static async int waits(cede_event *e)
{
    return await(cede_event_wait(e));
}

static async int tells(void)
{
    cede_event e;
    cede_event_init(&e);
    group (g) {
        cede_task *t = spawn_task(g, nap(5));
        spawn(g, waits(&e));
        (void)await(nap(1));
        cede_event_set(&e);
        event("join %d", await(cede_join(t)));
        cede_task_release(t);
    }
    await(cede_yield());
    cede_uninstrument(cede_loop_current(), &all);
    await(cede_yield());
    return 0;
}

static void a_life_is_told(void **state)
{
    cede_sim_instrument(*state, &all);
    assert_int_equal(cede_sim_run(*state, tells()), 0);
    assert_log("tells made by nobody at 0\n"
               "tells step 1\n"
               "nap made by tells at 0\n"
               "waits made by tells at 0\n"
               "tells in nap waits in line 60\n"
               "nap step 1\n"
               "nap in nap waits in line 60\n"
               "waits step 1\n"
               "waits in waits waits in line 66\n"
               "tells woken by nobody at 1\n"           /* its timer */
               "tells step 2\n"
               "waits woken by tells at 1\n"            /* the event */
               "tells in tells waits in line 78\n"
               "waits step 2\n"
               "waits ended with 0\n"
               "waits freed\n"
               "nap woken by nobody at 5\n"
               "nap step 2\n"
               "nap ended with 5\n"
               "tells woken by nap at 5\n"              /* by its end */
               "tells step 3\n"
               "join 5\n"
               "nap freed\n"                            /* the handle was released */
               "tells woken by tells at 5\n"            /* it gave way */
               "tells in tells waits in line 81\n"
               "tells step 4\n");
}

/* ---- a task factory ------------------------------------------------------------------------ */

struct factory {
    cede_instruments i;
    int made, alive;
};

static void remember(cede_instruments *i, cede_task *t, cede_task *by)
{
    struct factory *f = (struct factory *)(void *)i;
    int *at = malloc(sizeof *at);
    (void)by;
    *at = ms();
    *cede_task_data(t) = at;
    f->made++;
    f->alive++;
}

static void say_latency(cede_instruments *i, cede_task *t, int result)
{
    (void)i, (void)result;
    if (*cede_task_data(t))
        event("%s took %d ms", name(t), ms() - *(int *)*cede_task_data(t));
}

static void forget(cede_instruments *i, cede_task *t)
{
    if (*cede_task_data(t))                     /* none: the main task */
        ((struct factory *)(void *)i)->alive--;
    free(*cede_task_data(t));
}

static async int many(struct factory *f)
{
    int into = 0;                               /* outlives the block, as its tasks do */
    cede_instrument(cede_loop_current(), &f->i);
    detach(nap(3));
    group (g) {
        spawn(g, nap(7));
        spawn_into(g, &into, nap(9));
        spawn(g, cede_sleep(cede_ms(2)));
    }
    assert_null(*cede_task_data(cede_current()));
    return into != 9;
}

static void every_task_of_a_loop_is_seen_and_may_carry_data(void **state)
{
    for (int seed = 0; seed < 8; seed++) {
        struct factory f = { .i = { .made = remember, .ended = say_latency, .freed = forget } };
        event_log_clear();
        cede_sim_shuffle(*state, (uint64_t)seed);
        assert_int_equal(cede_sim_run(*state, many(&f)), 0);
        assert_log("cede_sleep took 2 ms\nnap took 3 ms\nnap took 7 ms\nnap took 9 ms\n");
        assert_int_equal(f.made, 4);
        assert_int_equal(f.alive, 0);
    }
}

/* ---- odd moments ----------------------------------------------------------------------------- */

static void say_name(cede_instruments *i, cede_task *t, int result)
{
    (void)i;
    event("%s %d", name(t), result);
}

static cede_instruments ends = { .ended = say_name };

static void stop_watching(cede_task_callback *c, int result)
{
    (void)c;
    event("last %d", result);
    cede_uninstrument(cede_loop_current(), &ends);
}

static async int odd(void)
{
    cede_call call;
    cede_task_callback c = { .call = stop_watching };
    cede_call_init(&call, NULL);
    assert_int_equal(cede_instrument(cede_loop_current(), &ends), 0);
    assert_int_equal(cede_instrument(cede_loop_current(), &ends), -EALREADY);
    group (g, CEDE_ISOLATE) {
        cede_task *t;
        spawn(g, nap(-EIO));
        t = spawn_task(g, nap(4));
        cede_call_soon(&call);                  /* the last in the queue… */
        cede_call_cancel(&call);                /* …and out of it */
        spawn(g, nap(2));
        cede_task_then(t, &c);
        await(cede_sleep(cede_ms(6)));
        spawn(g, nap(2));                       /* not told any more */
    }
    return 0;
}

static void instruments_may_go_at_a_task_s_end(void **state)
{
    cede_sim_report_to(*state, NULL);
    for (int seed = 0; seed < 4; seed++) {
        event_log_clear();
        cede_sim_shuffle(*state, (uint64_t)seed);
        assert_int_equal(cede_sim_run(*state, odd()), 0);
        assert_log("nap -5\nnap 2\nnap 4\nlast 4\n");
    }
}

/* ---- failures ------------------------------------------------------------------------------- */

static async int fails(int n)
{
    (void)await(nap(1));
    return n;
}

static async int lists_failures(void)
{
    cede_failure f[4];
    group (g, CEDE_ISOLATE) {
        spawn(g, fails(-EIO));
        spawn(g, fails(-EPIPE));
        await(cede_sleep(cede_ms(3)));
        unsigned n = cede_group_failed(g, f, 4);
        for (unsigned i = 0; i < n; i++)
            event("%s %d, %s in line %u", f[i].function, f[i].error, f[i].where.function, f[i].where.line);
        assert_int_equal(cede_group_failed(g, f, 1), 2);
        assert_int_equal(cede_group_failed(g, NULL, 0), 2);
    }
    return 0;
}

static void failures_come_with_their_places_where_there_are_instruments(void **state)
{
    static cede_instruments none;
    char with[200];
    cede_sim_report_to(*state, NULL);
    assert_int_equal(cede_sim_run(*state, lists_failures()), 0);
    assert_log("fails -5, fails in line 0\nfails -32, fails in line 0\n");
    event_log_clear();
    cede_sim_instrument(*state, &none);
    assert_int_equal(cede_sim_run(*state, lists_failures()), 0);
    snprintf(with, sizeof with, "fails -5, nap in line %d\nfails -32, nap in line %d\n", NAP, NAP);
    assert_log(with);
}

/* What a run disturbs: with instruments that is the same run. */
static int watched_scenario(cede_sim *sim, void *ctx)
{
    struct factory f = { .i = { .made = remember, .freed = forget } };
    (void)ctx;
    cede_sim_run(sim, many(&f));
    return f.alive != 0;
}

static void nothing_is_lost_wherever_a_run_is_disturbed(void **state)
{
    (void)state;
    assert_in_range(cede_sim_sweep(watched_scenario, NULL, CEDE_SIM_ALL), 24, 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIM_TEST(a_life_is_told),
        SIM_TEST(every_task_of_a_loop_is_seen_and_may_carry_data),
        SIM_TEST(instruments_may_go_at_a_task_s_end),
        SIM_TEST(failures_come_with_their_places_where_there_are_instruments),
        SIM_TEST(nothing_is_lost_wherever_a_run_is_disturbed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
