/* defer_awaits.c: Defers that await, so that several are under way one behind the other. */
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
    defer { await(nap("close", 1, 0)); }
    defer {
        event("begins, %d", cede_leaving());
        await(cede_sleep(after(2)));
        await(cede_sleep(after(3)));
        event("ends, %d", cede_leaving());
    }
    await(nap("work", 5, 0));
    return 1;
}

SWEPT(defer_awaits, test_main)
