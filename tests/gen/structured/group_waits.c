/* group_waits.c: The end of the block awaits all tasks, then runs its defers. */
#include "corpus.h"

/* Sleeps, and says when it begins and how it was left. */
static async int nap(const char *who, int ms, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }

    event("%s sleeps", who);
    await(cede_sleep(after(ms)));
    return result;
}

static async int test_main(void)
{
    group (g) {
        defer { event("defer of the block"); }
        spawn(g, nap("a", 3, 0));
        spawn(g, nap("b", 1, 0));
        defer { await(nap("second defer", 1, 0)); }
        await(nap("own", 2, 0));
        event("end of the block");
    }
    event("behind");
    return 0;
}

SWEPT(group_waits, test_main)
