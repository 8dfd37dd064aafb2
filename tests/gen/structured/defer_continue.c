/* defer_continue.c: A defer in the body of a loop that continue leaves, before and after it is in
 * force. */
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
    for (int i = 0; i < 4; i++) {
        if (i == 0)
            continue;
        defer { await(nap("defer", 1, i)); }
        if (i % 2)
            continue;
        await(nap("even", 2, 0));
    }
    return 0;
}

SWEPT(defer_continue, test_main)
