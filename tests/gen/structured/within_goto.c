/* within_goto.c: Goto out of a within, forward in the same block and backward. */
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
    within (cede_ms(10)) {
        await(nap("in", 3, 0));
        if (n++ == 0)
            goto again;
        if (n == 2)
            goto out;
    } else {
        event("late");
    }
    event("never");
out:
    await(nap("out", 20, 0));
    return n;
}

SWEPT(within_goto, test_main)
