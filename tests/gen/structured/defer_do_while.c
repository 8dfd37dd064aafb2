/* defer_do_while.c: A defer in the body of do, with an await in the condition. */
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
    do {
        defer { event("left %d", n); }
        n++;
        if (n == 2)
            continue;
        await(nap("body", 1, 0));
    } while (await(nap("condition", 1, n < 3)));
    return n;
}

SWEPT(defer_do_while, test_main)
