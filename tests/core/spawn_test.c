/* spawn_test.c: where nobody looks at what spawn gives, in async functions: an error fails
 * the group there, and nowhere else. */
#include "sim_fixture.h"

static int yes(void)
{
    return 1;
}

static async int nap(int ms)
{
    return await(cede_sleep(cede_ms(ms)));
}

/* A group of one task that is full: each case starts a second one. */
#define FULL(name, ...) \
    static async int name(void) \
    { \
        int r = 0; \
        group (g) { \
            cede_group_limit(g, 1); \
            spawn(g, nap(1)); \
            __VA_ARGS__; \
        } else { \
            return cede_group_error(g); \
        } \
        return r; \
    }

FULL(left_of_a_comma, spawn(g, nap(2)), r++)
FULL(right_of_a_comma, r++, spawn(g, nap(2)))
FULL(left_of_a_value, r = (spawn(g, nap(2)), 1))
FULL(in_an_arm, yes() ? spawn(g, nap(2)) : r)
FULL(in_a_for, for (int i = 0; i < 1; i++, spawn(g, nap(2))) r++)
FULL(in_a_statement_expression, ({ r++; spawn(g, nap(2)); }))
FULL(before_its_value, r = ({ spawn(g, nap(2)); 1; }))
FULL(behind_an_await, await(cede_yield()) ? r : spawn(g, nap(2)))
FULL(of_a_pointer, int (*f)(int) = nap; spawn(g, f(2)), r++)

FULL(value, r = spawn(g, nap(2)) == -EAGAIN)
FULL(value_of_an_arm, r = (yes() ? spawn(g, nap(2)) : 0) == -EAGAIN)
FULL(value_of_statements, r = ({ int ms = 2; spawn(g, nap(ms)); }) == -EAGAIN)
FULL(value_behind_a_label, r = ({ if (r) goto last; last: spawn(g, nap(2)); }) == -EAGAIN)
FULL(value_with_an_await, r = ({ await(cede_yield()); spawn(g, nap(2)); }) == -EAGAIN)
FULL(value_of_a_task, r = ({ spawn_task(g, nap(2)); }) == NULL)

static void an_error_that_nobody_looks_at_fails_the_group(void **state)
{
    assert_int_equal(cede_sim_run(*state, left_of_a_comma()), -EAGAIN);
    assert_int_equal(cede_sim_run(*state, right_of_a_comma()), -EAGAIN);
    assert_int_equal(cede_sim_run(*state, left_of_a_value()), -EAGAIN);
    assert_int_equal(cede_sim_run(*state, in_an_arm()), -EAGAIN);
    assert_int_equal(cede_sim_run(*state, in_a_for()), -EAGAIN);
    assert_int_equal(cede_sim_run(*state, in_a_statement_expression()), -EAGAIN);
    assert_int_equal(cede_sim_run(*state, before_its_value()), -EAGAIN);
    assert_int_equal(cede_sim_run(*state, behind_an_await()), -EAGAIN);
    assert_int_equal(cede_sim_run(*state, of_a_pointer()), -EAGAIN);
}

static void an_error_that_is_a_value_does_not(void **state)
{
    assert_int_equal(cede_sim_run(*state, value()), 1);
    assert_int_equal(cede_sim_run(*state, value_of_an_arm()), 1);
    assert_int_equal(cede_sim_run(*state, value_of_statements()), 1);
    assert_int_equal(cede_sim_run(*state, value_behind_a_label()), 1);
    assert_int_equal(cede_sim_run(*state, value_with_an_await()), 1);
    assert_int_equal(cede_sim_run(*state, value_of_a_task()), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIM_TEST(an_error_that_nobody_looks_at_fails_the_group),
        SIM_TEST(an_error_that_is_a_value_does_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
