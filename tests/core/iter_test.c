/* iter_test.c: generators where the corpus does not look: across files, in memory that
 * fails, in traces, and what stops a program. */
#include "sim_fixture.h"
#include <cede/future.h>
#include "deep.h"
#include "iter_source.h"

/* ---- across files ------------------------------------------------------------------ */

static async int around(int v)
{
    char room[100];
    memset(room, v, sizeof room);
    await(cede_sleep(cede_ms(1)));
    return room[99];
}

/* What is awaited lies behind one, two and three generators whose depths are sums. */
static async int nested(int n)
{
    int sum = 0, held;
    cede_iter(int) *it = open_iter(far_numbers(100));
    await_each (int x, far_pairs(n)) {
        await_each (int y, far_numbers(2)) {
            sum += 100 * x + 10 * y + await(around(1));
            (void)await(cede_next(it, &held));
            sum += 1000 * held;
        }
        sum += await(around(0));
    }
    return sum + await(far_sum(it, 2));
}

static void frames_of_unknown_depth_lie_one_behind_the_other(void **state)
{
    int expected = 0, held = 0;
    for (int x = 0; x < 3; x++)
        for (int twice = 0; twice < 2; twice++)
            for (int y = 0; y < 2; y++)
                expected += 100 * x + 10 * y + 1 + 1000 * held++;
    assert_int_equal(cede_sim_run(*state, nested(3)), expected + held + held + 1);
}

static void a_block_has_room_for_all_that_is_alive_together(void **state)
{
    unsigned numbers = cede__deep(&far_numbers__fn), pairs = cede__deep(&far_pairs__fn);
    (void)state;
    assert_true(numbers >= 200);
    assert_true(pairs >= numbers + cede_yield__deep);
    assert_true(cede__deep(&nested__fn) >= numbers + pairs + numbers + 100 + (unsigned)cede_sleep__deep);
    assert_true(cede__callee_at(&nested__fn, 1) >= numbers);                    /* far_pairs, behind `it` */
    assert_int_equal(cede__callee_at(&nested__fn, 2), cede__callee_at(&nested__fn, 1) + pairs);
}

/* ---- in traces ------------------------------------------------------------------------ */

static async_iter(int) stuck_values(cede_future *f)
{
    yield(1);
    (void)await(cede_future_wait(f));
}

static async_iter(int) relayed(cede_future *f)
{
    await_each (int x, stuck_values(f))
        yield(x);
}

static async int pulls(cede_future *f)
{
    await_each (int x, relayed(f))
        event("%d", x);
    return 0;
}

static async int awaits_in_body(cede_future *f)
{
    await_each (int x, far_numbers(3)) {
        event("%d", x);
        (void)await(cede_future_wait(f));
    }
    return 0;
}

static async int holds(cede_future *f)
{
    int x;
    cede_iter(int) *it = open_iter(relayed(f));
    while (await(cede_next(it, &x)) > 0)
        event("%d", x);
    return 0;
}

static void trace_of(cede_sim *sim, int which, char *text, size_t n)
{
    FILE *to = tmpfile();
    cede_future f;
    cede_future_init(&f);
    cede_sim_report_to(sim, to);
    int r = which == 0 ? cede_sim_run(sim, pulls(&f)) : which == 1 ? cede_sim_run(sim, awaits_in_body(&f))
                                                                  : cede_sim_run(sim, holds(&f));
    assert_int_equal(r, -EDEADLK);
    rewind(to);
    text[fread(text, 1, n - 1, to)] = 0;
    fclose(to);
    cede_sim_report_to(sim, stderr);
}

/* Without files and lines, so that this one may change. */
static void without_places(char *text)
{
    char *to = text, *from = strchr(text, '\n') + 1;
    for (; *from; from++)
        if (from[0] == ' ' && from[1] == '(')
            from = strchr(from, ')');
        else
            *to++ = *from;
    *to = 0;
}

static void a_trace_goes_through_generators(void **state)
{
    char text[1000];
    trace_of(*state, 0, text, sizeof text);
    assert_non_null(strstr(text, "pulls ("));       /* each with file and line */
    assert_non_null(strstr(text, "iter_test.c:"));
    without_places(text);
    assert_string_equal(text, "#1 pulls > relayed > stuck_values > cede_future_wait\n");
    trace_of(*state, 1, text, sizeof text);
    without_places(text);
    assert_string_equal(text, "#1 awaits_in_body > cede_future_wait\n");
    trace_of(*state, 2, text, sizeof text);
    without_places(text);
    assert_string_equal(text, "#1 holds > cede_next > relayed > stuck_values > cede_future_wait\n");
}

/* ---- without memory --------------------------------------------------------------------- */

static async int boxed_sum(int n)
{
    int sum = 0;
    await_each (int x, boxed(far_pairs(n)))
        sum += x;
    return sum;
}

static async int held_sum(int n)
{
    int sum = 0, x, r;
    cede_iter(int) *it = open_iter(boxed(far_pairs(n)));
    while ((r = await(cede_next(it, &x))) > 0)
        sum += x;
    return r < 0 ? await(cede_next(it, &x)) : sum;
}

static int boxes(cede_sim *sim, void *ctx)
{
    int r = *(int *)ctx ? cede_sim_run(sim, boxed_sum(3)) : cede_sim_run(sim, held_sum(3));
    return r != 6 && r != -ENOMEM && r != -ECANCELED && r != -ETIMEDOUT;
}

static void a_box_that_there_is_no_memory_for_is_an_error(void **state)
{
    int held = 0, each = 1;
    (void)state;
    assert_true(cede_sim_sweep(boxes, &held, CEDE_SIM_ALL) > 20);
    assert_true(cede_sim_sweep(boxes, &each, CEDE_SIM_ALL) > 20);
}

/* ---- values ---------------------------------------------------------------------------------- */

struct labelled { const int number; char label[5]; };
typedef struct { _Alignas(32) int v; } aligned;

static async_iter(struct labelled) labels(int n)
{
    for (int i = 0; i < n; i++)
        yield(((struct labelled){ i, "abcd" }));
}

static async_iter(aligned) wide(aligned from, int n)
{
    for (; n-- > 0; from.v++) {
        await(cede_yield());
        yield(from);
    }
}

static async int awkward(void)
{
    int sum = 0;
    aligned a = { 5 };
    await_each (struct labelled l, labels(3)) {
        await(cede_yield());
        sum += l.number + (l.label[3] == 'd');
    }
    await_each (aligned w, boxed(wide(a, 2))) {
        await(cede_yield());
        sum += w.v + ((uintptr_t)&w % 32 != 0);
    }
    cede_iter(aligned) *it = open_iter(wide(a, 2));
    (void)await(cede_next(it, &a));
    sum += ({
        int inner = 0;
        await_each (aligned w, wide(a, 3)) {
            if (w.v == 6)
                continue;
            inner += 100 * w.v;
        }
        inner;
    });
    return sum;
}

static void values_that_cannot_be_assigned_are_copied(void **state)
{
    assert_int_equal(cede_sim_run(*state, awkward()), 3 + 3 + 11 + 1200);
}

/* ---- context ------------------------------------------------------------------------------ */

CEDE_CONTEXT(int, bound, 1);

static async_iter(int) seen(void)
{
    yield(cede_context(bound));
    with_context (&bound, 30) {
        await(cede_yield());
        yield(cede_context(bound));
        await(cede_yield());
        yield(cede_context(bound));
    }
    yield(cede_context(bound));
}

static async int looks(void)
{
    int x, in = 0;
    cede_iter(int) *it = open_iter(seen());
    with_context (&bound, 200) {
        (void)await(cede_next(it, &x));               /* 200 */
        event("%d", x);
    }
    await_each (int y, boxed(seen())) {         /* 1, 30, 30, 1; and 1 here */
        (void)await(cede_next(it, &x));               /* 30, 30, 1, at last none */
        event("%d %d %d", y, x, cede_context(bound));
        in += cede_context(bound) != 1;
    }
    return in;
}

static void what_a_generator_binds_is_not_seen_by_its_consumer(void **state)
{
    assert_int_equal(cede_sim_run(*state, looks()), 0);
    assert_log("200\n"
               "1 30 1\n"
               "30 30 1\n"
               "30 1 1\n"
               "1 1 1\n");
}

/* ---- held ones ----------------------------------------------------------------------------- */

struct snake { cede_iter(int) *it; };

static async_iter(int) tail(struct snake *s)
{
    int x;
    yield(await(cede_next(s->it, &x)));
}

static async int bites_itself(void)
{
    struct snake s;
    int x = 0;
    cede_iter(int) *it = open_iter(tail(&s));
    s.it = it;
    (void)await(cede_next(it, &x));
    return x;
}

static void a_generator_that_waits_for_itself_is_told(void **state)
{
    assert_int_equal(cede_sim_run(*state, bites_itself()), -EBUSY);
}

static async_iter(int) owner(int *released)
{
    defer ++*released;
    yield(1);
    await(cede_sleep(cede_s(1)));
}

static async int never_pulled(int *released)
{
    cede_iter(int) *a = open_iter(owner(released));
    cede_iter(int) *b = open_iter(boxed(owner(released)));
    (void)a, (void)b;
    return 0;
}

static void one_that_was_never_pulled_releases_what_it_was_given(void **state)
{
    int released = 0;
    assert_int_equal(cede_sim_run(*state, never_pulled(&released)), 0);
    assert_int_equal(released, 2);
    assert_int_equal(ms(), 0);
}

/* ---- what stops a program --------------------------------------------------------------------- */

static async int over(int (*source)(int))
{
    await_each (int x, source(1))
        event("%d", x);
    return 0;
}

static async int awaits(int (*f)(int))
{
    return await(f(1));
}

static int ordinary(int v)
{
    return v;
}

static async int pulled_elsewhere(void)
{
    cede_iter(int) *it = open_iter(far_numbers(1));
    group (g) {
        spawn(g, far_sum(it, 1));
    }
    return 0;
}

static void go_over_a_function(void) { cede_sim_run(cede_sim_new(), over(around)); }
static void go_over_an_ordinary_one(void) { cede_sim_run(cede_sim_new(), over(ordinary)); }
static void await_a_generator(void) { cede_sim_run(cede_sim_new(), awaits(far_numbers)); }
static void pull_elsewhere(void) { cede_sim_run(cede_sim_new(), pulled_elsewhere()); }
static void call_a_generator(void) { int (*volatile f)(int) = far_numbers; f(1); }

static void assert_stops(void (*f)(void), const char *with)
{
    char *said = stops(f);
    assert_non_null(said);
    if (!strstr(said, with))
        fail_msg("it said: %s", said);
    free(said);
}

static void another_kind_of_function_stops_the_program(void **state)
{
    (void)state;
    assert_stops(go_over_a_function, "is no generator, but await_each was to go over it");
    assert_stops(go_over_an_ordinary_one, "a function that is no generator");
    assert_stops(await_a_generator, "far_numbers (");
    assert_stops(await_a_generator, "is a generator: await_each goes over its values");
    assert_stops(call_a_generator, "was called without await_each");
    assert_stops(pull_elsewhere, "by the task that has opened it");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIM_TEST(frames_of_unknown_depth_lie_one_behind_the_other),
        SIM_TEST(a_block_has_room_for_all_that_is_alive_together),
        SIM_TEST(a_trace_goes_through_generators),
        SIM_TEST(a_box_that_there_is_no_memory_for_is_an_error),
        SIM_TEST(values_that_cannot_be_assigned_are_copied),
        SIM_TEST(what_a_generator_binds_is_not_seen_by_its_consumer),
        SIM_TEST(a_generator_that_waits_for_itself_is_told),
        SIM_TEST(one_that_was_never_pulled_releases_what_it_was_given),
        SIM_TEST(another_kind_of_function_stops_the_program),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
