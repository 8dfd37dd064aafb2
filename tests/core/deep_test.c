/* deep_test.c: sizes of blocks, summed over descriptions. */
#include "sim_fixture.h"
#include "deep.h"

#define FN(name, size, callees, sum, deep) \
    { name, name ".c", NULL, NULL, callees, NULL, sum, size, deep, 0, 0, \
      sizeof (callees) / sizeof (cede_callee), 0, 0 }

static const cede_fn leaf = { "leaf", "leaf.c", NULL, NULL, NULL, NULL, NULL, 20, 24, 0, 0, 0, 0, 0 };
static const cede_fn wide = { "wide", "wide.c", NULL, NULL, NULL, NULL, NULL, 100, 0, 0, 0, 0, 0, 0 };

static void a_constant_is_taken_as_it_is(void **state)
{
    (void)state;
    assert_int_equal(cede__deep(&leaf), 24);
    assert_int_equal(cede__deep_of(&leaf), 24);
}

static void a_function_without_callees_is_its_frame_rounded_up(void **state)
{
    (void)state;
    assert_int_equal(cede__deep(&wide), 104);
}

static void the_deepest_callee_counts(void **state)
{
    static const cede_callee callees[] = { { &leaf, 64, 0 }, { &wide, 8, 0 } };
    static unsigned sum;
    static const cede_fn fn = FN("fn", 72, callees, &sum, 0);
    (void)state;
    assert_int_equal(cede__deep(&fn), 8 + 104);
    assert_int_equal(sum, 112);             /* kept for the next task */
    sum = 200;
    assert_int_equal(cede__deep(&fn), 200);
}

static void a_small_callee_does_not_shrink_the_frame(void **state)
{
    static const cede_callee callees[] = { { &leaf, 8, 0 } };
    static const cede_fn fn = FN("fn", 70, callees, NULL, 0);
    (void)state;
    assert_int_equal(cede__deep(&fn), 72);
}

/* await_each: what the body awaits lies behind the iterator's frames. */
static void a_callee_behind_another_begins_where_that_ends(void **state)
{
    static const cede_callee callees[] = { { &wide, 16, 0 }, { &leaf, 8, 1 }, { &leaf, 8, 2 } };
    static const cede_fn fn = FN("fn", 40, callees, NULL, 0);
    (void)state;
    assert_int_equal(cede__deep(&fn), (16 + 104) + (8 + 24) + (8 + 24));
}

static void a_chain_over_several_functions_is_summed(void **state)
{
    static const cede_callee c1[] = { { &wide, 8, 0 } };
    static unsigned sum1, sum2;
    static const cede_fn f1 = FN("f1", 8, c1, &sum1, 0);
    static const cede_callee c2[] = { { &f1, 16, 0 } };
    static const cede_fn f2 = FN("f2", 8, c2, &sum2, 0);
    (void)state;
    assert_int_equal(cede__deep(&f2), 16 + 8 + 104);
    assert_int_equal(sum1, 112);
}

/* ---- cycles -------------------------------------------------------------------------------- */

static const cede_fn ping, pong, start;
static const cede_callee start_calls[] = { { &ping, 8, 0 } };
static const cede_callee ping_calls[] = { { &leaf, 8, 0 }, { &pong, 8, 0 } };
static const cede_callee pong_calls[] = { { &ping, 8, 0 } };
static const cede_fn start = FN("start", 8, start_calls, NULL, 0);
static const cede_fn ping = FN("ping", 8, ping_calls, NULL, 0);
static const cede_fn pong = FN("pong", 8, pong_calls, NULL, 0);

static void sum_a_cycle(void)
{
    cede__deep(&start);
}

static void a_cycle_is_reported_with_its_members(void **state)
{
    char *said = stops(sum_a_cycle);
    (void)state;
    assert_non_null(said);
    assert_string_equal(said, "cede: an async function awaits itself:\n"
                              "  pong (pong.c), awaited by\n"
                              "  ping (ping.c)\n"
                              "cede: its frame cannot be laid out; await(boxed(...)) at one of them cuts the cycle\n");
    free(said);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_constant_is_taken_as_it_is),
        cmocka_unit_test(a_function_without_callees_is_its_frame_rounded_up),
        cmocka_unit_test(the_deepest_callee_counts),
        cmocka_unit_test(a_small_callee_does_not_shrink_the_frame),
        cmocka_unit_test(a_callee_behind_another_begins_where_that_ends),
        cmocka_unit_test(a_chain_over_several_functions_is_summed),
        cmocka_unit_test(a_cycle_is_reported_with_its_members),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
