/* context_test.c: context variables: who sees what is bound, and until when. */
#include "sim_fixture.h"

struct user { const char *name; int level; };

CEDE_CONTEXT(int, request, 0);
static CEDE_CONTEXT(struct user, user, { "nobody", -1 });
CEDE_CONTEXT_DECLARE(const char *, text);
CEDE_CONTEXT_DEFINE(text, "none");

/* An ordinary function sees what its task does. */
static void tell(const char *who)
{
    event("%s: %d %s %d %s", who, cede_context(request), cede_context(user).name, cede_context(user).level, cede_context(text));
}

static async int told(const char *who, int after_ms)
{
    if (after_ms)
        await(cede_sleep(cede_ms(after_ms)));
    tell(who);
    return 0;
}

static async int nested(void)
{
    tell("outside");
    with_context (&request, 1) {
        await(told("callee", 1));
        with_context (&user, ((struct user){ "ann", 7 })) {
            with_context (&request, cede_context(request) + 1) {
                await(cede_yield());
                tell("innermost");
            }
            await(told("between", 0));
        }
        tell("inner");
    }
    tell("left");
    return cede_context(request);
}

static void the_innermost_binding_counts(void **state)
{
    assert_int_equal(cede_sim_run(*state, nested()), 0);
    assert_log("outside: 0 nobody -1 none\n"
               "callee: 1 nobody -1 none\n"
               "innermost: 2 ann 7 none\n"
               "between: 1 ann 7 none\n"
               "inner: 1 nobody -1 none\n"
               "left: 0 nobody -1 none\n");
}

static async int middle(int id)
{
    group (g) {
        spawn(g, told("grandchild", id));
        with_context (&text, "not of this group") {
            spawn(g, told("beside", id));
            await(told("body", 0));
        }
    }
    return 0;
}

/* Each request's tasks see its number, however they take turns. */
static async int serve(int id)
{
    with_context (&request, id)
        with_context (&text, "served")
            (void)await(middle(id));
    return 0;
}

static async int all(void)
{
    group (g) {
        spawn(g, serve(1));
        spawn(g, serve(2));
        detach(told("detached", 3));
        await(cede_sleep(cede_ms(4)));
    }
    return 0;
}

static void tasks_inherit_what_their_group_stands_in(void **state)
{
    assert_int_equal(cede_sim_run(*state, all()), 0);
    assert_log("body: 1 nobody -1 not of this group\n"
               "body: 2 nobody -1 not of this group\n"
               "grandchild: 1 nobody -1 served\n"
               "beside: 1 nobody -1 served\n"
               "grandchild: 2 nobody -1 served\n"
               "beside: 2 nobody -1 served\n"
               "detached: 0 nobody -1 none\n");
}

static async int leave(int way)
{
    for (int i = 0; i < 2; i++) {
        with_context (&request, 10 * way + i) {
            defer tell("defer");
            await(cede_yield());
            if (way == 1)
                break;
            if (way == 2)
                continue;
            if (way == 3)
                goto out;
            if (way == 4)
                return 4;
            within (cede_ms(1))
                await(cede_sleep(cede_ms(way == 5 ? 5 : 0)));
        }
        tell("behind");
    }
out:
    tell("out");
    return 0;
}

static async int cut(void)
{
    with_context (&text, "cut") {
        within (cede_ms(1)) {
            with_context (&request, 6)
                await(cede_sleep(cede_s(1)));
        } else {
            tell("else");
        }
    }
    tell("cut");
    return 0;
}

static async int ways(void)
{
    for (int way = 1; way <= 5; way++) {
        await(leave(way));
        tell("way");
    }
    return await(cut());
}

static void a_binding_ends_on_every_way_out(void **state)
{
    assert_int_equal(cede_sim_run(*state, ways()), 0);
    assert_log("defer: 10 nobody -1 none\n" "out: 0 nobody -1 none\n" "way: 0 nobody -1 none\n"
               "defer: 20 nobody -1 none\n" "defer: 21 nobody -1 none\n" "out: 0 nobody -1 none\n" "way: 0 nobody -1 none\n"
               "defer: 30 nobody -1 none\n" "out: 0 nobody -1 none\n" "way: 0 nobody -1 none\n"
               "defer: 40 nobody -1 none\n" "way: 0 nobody -1 none\n"
               "defer: 50 nobody -1 none\n" "behind: 0 nobody -1 none\n"
               "defer: 51 nobody -1 none\n" "behind: 0 nobody -1 none\n" "out: 0 nobody -1 none\n" "way: 0 nobody -1 none\n"
               "else: 0 nobody -1 cut\n" "cut: 0 nobody -1 none\n");
}

static int in_thread(void)
{
    return cede_context(request);
}

static async int recursive(int n)
{
    if (n == 0)
        return await(offload(in_thread()));
    with_context (&request, cede_context(request) + n)
        return await(recursive(n - 1));
}

static async int recurse(void)
{
    int offloaded = await(recursive(10));
    return offloaded * 100 + cede_context(request);
}

/* Through boxes, and into the thread of an offloaded call. */
static void frames_of_their_own_and_offloaded_calls_see_it(void **state)
{
    assert_int_equal(cede_sim_run(*state, recurse()), 5500);
    assert_int_equal(cede_context(request), 0);         /* outside of tasks */
    assert_string_equal(cede_context(text), "none");
}

static int scenario(cede_sim *sim, void *ctx)
{
    (void)ctx;
    event_log_clear();
    cede_sim_run(sim, ways());
    cede_sim_run(sim, all());
    return cede_context(request);
}

static void nothing_is_left_however_it_ends(void **state)
{
    (void)state;
    assert_true(cede_sim_sweep(scenario, NULL, CEDE_SIM_ALL) > 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIM_TEST(the_innermost_binding_counts),
        SIM_TEST(tasks_inherit_what_their_group_stands_in),
        SIM_TEST(a_binding_ends_on_every_way_out),
        SIM_TEST(frames_of_their_own_and_offloaded_calls_see_it),
        SIM_TEST(nothing_is_left_however_it_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
