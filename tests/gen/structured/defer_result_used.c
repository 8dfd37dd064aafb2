/* defer_result_used.c: Results of awaits in a defer are used there. */
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
    int total = 0;
    defer { event("total %d", total); }
    defer {
        total += await(nap("a", 1, 7)) * await(nap("b", 1, 6));
        if (await(nap("c", 1, 1)) && cede_leaving() == 0)
            total++;
    }
    await(nap("body", 1, 0));
    return total;
}

SWEPT(defer_result_used, test_main)
