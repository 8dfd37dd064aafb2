/* yield_groups.c: A generator that lets tasks work between its yields. */
#include "corpus.h"

/* Sleeps, and says when it begins and how it was left. */
static async int nap(const char *who, int ms, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }

    event("%s sleeps", who);
    await(cede_sleep(after(ms)));
    return result;
}

static async_iter(int) batches(int n)
{
    for (int i = 0; i < n; i++) {
        int a = 0, b = 0;
        group (g) {
            spawn_into(g, &a, nap("a", 1 + i, i));
            spawn_into(g, &b, nap("b", 3 - i, i == 2 ? -EIO : 10));
        }
        yield(a + b);
    }
}

static async int test_main(void)
{
    await_each (int x, batches(4)) {
        event("batch %d", x);
        await(nap("body", 1, 0));
    } else {
        event("error %d", cede_each_error());
    }
    within (cede_ms(4)) {
        await_each (int x, batches(2))
            event("batch %d", x);
    } else {
        event("late");
    }
    return 0;
}

SWEPT(yield_groups, test_main)
