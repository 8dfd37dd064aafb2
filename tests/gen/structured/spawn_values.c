/* spawn_values.c: Functions of other types never fail by value. */
#include "corpus.h"

static async unsigned char small(void)
{
    await(cede_sleep(after(1)));
    return 200;
}

static async double negative(void)
{
    await(cede_sleep(after(2)));
    return -1;
}

static async long far(void)
{
    await(cede_sleep(after(3)));
    return -5000;
}

static async long near(void)
{
    await(cede_sleep(after(4)));
    return -5;
}

static async int test_main(void)
{
    long l = 0;
    group (g) {
        spawn(g, small());
        spawn(g, negative());
        spawn_into(g, &l, far());
        spawn(g, near());
    } else {
        event("only the last: %d, %ld", cede_group_error(g), l);
    }
    return 0;
}

SWEPT(spawn_values, test_main)
