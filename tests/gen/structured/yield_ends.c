/* yield_ends.c: How a generator ends: at its end, by return without and with a value, at once, with an error. */
#include "corpus.h"

static async_iter(int) ending(int how)
{
    if (how == 0)
        return;
    yield(how);
    if (how == 1)
        return;
    await(cede_sleep(after(1)));
    if (how == 2)
        return 0;
    if (how == 3)
        return 77;
    defer { event("ending %d", cede_leaving()); }
    if (how == 4)
        return;
    if (how == 5)
        return -EIO;
    within (cede_ms(2)) {
        if (how == 6)
            return;
        if (how == 7)
            return -EPROTO;
        await(cede_sleep(after(3)));
    } else {
        return -ETIMEDOUT;
    }
}

static async int test_main(void)
{
    for (int how = 0; how < 9; how++) {
        await_each (int x, ending(how))
            event("value %d", x);
        else
            event("error %d", cede_each_error());
        event("%d ended", how);
    }
    return 0;
}

SWEPT(yield_ends, test_main)
