/* cancel_group.c: The whole group is cancelled from inside its block; no failure comes of it. */
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
        for (int i = 0; i < 3; i++)
            spawn(g, nap("task", 9 + i, 0));
        await(nap("own", 2, 0));
        cede_group_cancel(g);
        event("cancelled, %u run", cede_group_running(g));
        await(nap("own goes on", 2, 0));
    } else {
        event("never");
    }
    event("behind");
    return 0;
}

SWEPT(cancel_group, test_main)
