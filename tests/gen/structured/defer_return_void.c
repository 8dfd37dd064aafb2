/* defer_return_void.c: Return without a value, from inside loops. */
#include "corpus.h"

/* Sleeps, and says when it begins and how it was left. */
static async int nap(const char *who, int ms, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }

    event("%s sleeps", who);
    await(cede_sleep(after(ms)));
    return result;
}

static async void work(int n)
{
    defer { event("work %d left, %d", n, cede_leaving()); }
    for (;;) {
        defer { await(nap("turn", 1, 0)); }
        if (n-- == 0)
            return;
        await(nap("loop", 1, 0));
    }
}

static async int test_main(void)
{
    await(work(0));
    await(work(2));
    return 0;
}

SWEPT(defer_return_void, test_main)
