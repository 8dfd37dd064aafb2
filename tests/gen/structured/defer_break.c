/* defer_break.c: A defer in the body of a loop that break leaves. */
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
    for (int i = 0; i < 5; i++) {
        defer { event("left %d, %d", i, cede_leaving()); }
        await(nap("loop", i + 1, 0));
        if (i == 2)
            break;
        event("again");
    }
    return 0;
}

SWEPT(defer_break, test_main)
