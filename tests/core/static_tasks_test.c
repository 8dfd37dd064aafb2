/* static_tasks_test.c: static tasks and pools, started from async and ordinary functions in
 * another file than their own. */
#include "sim_fixture.h"

async int beat(int n);
cede_static_task_decl(hearts, beat);
cede_static_task_decl(heart, beat);

/* How much it needs cannot be known here. */
static async int relay(int n)
{
    return await(beat(n)) + 1;
}

cede_static_task_sized(distant, relay, 256);

static int start(int n)
{
    return cede_start(&hearts, beat(n));
}

static async int start_many(void)
{
    int started = 0;
    for (int i = 1; i <= 5; i++)
        started += cede_start(&hearts, beat(10 * i)) == 0;
    if (cede_start(&heart, beat(5)) || start(1) != -EBUSY)
        return -EINVAL;
    await(cede_sleep(cede_ms(15)));
    cede_start(&heart, beat(await(cede_yield()) + 3));
    return started + start(1000);
}

/* Tasks of the loop itself: cancelled at its end, where the last two have yet to take
 * their first step. */
static void a_pool_has_as_many_tasks_as_blocks(void **state)
{
    assert_int_equal(cede_sim_run(*state, start_many()), 3);
    assert_int_equal(cede_sim_count(*state).allocations, 1);    /* of the main task */
    assert_log("5 ends at 5, 0\n"
               "10 ends at 10, 0\n"
               "3 ends at 15, -125\n"
               "1000 ends at 15, -125\n"
               "20 ends at 15, -125\n"
               "30 ends at 15, -125\n");
}

static async int start_distant(void)
{
    int first = cede_start(&distant, relay(5)), second = cede_start(&distant, relay(6));
    await(cede_sleep(cede_ms(10)));
    return first == 0 && second == -EBUSY ? cede_start(&distant, relay(7)) : -EINVAL;
}

static void a_block_of_a_given_size_is_used_again(void **state)
{
    assert_int_equal(cede_sim_run(*state, start_distant()), 0);
    assert_int_equal(cede_sim_count(*state).allocations, 1);
    assert_log("5 ends at 5, 0\n"
               "7 ends at 10, -125\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIM_TEST(a_pool_has_as_many_tasks_as_blocks),
        SIM_TEST(a_block_of_a_given_size_is_used_again)
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
