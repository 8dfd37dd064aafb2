/* group_goto.c: Goto out of a group waits for its tasks, forward and backward. */
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
    int n = 0;
again:
    group (g) {
        spawn(g, nap("task", 2, 0));
        if (n++ == 0)
            goto again;
        await(nap("own", 1, 0));
        if (n == 2)
            goto out;
    }
    event("never");
out:
    return n;
}

SWEPT(group_goto, test_main)
