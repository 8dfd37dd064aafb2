/* defer_conditional.c: A defer that only some passes reach. */
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
        await(nap("before", 1, 0));
        if (i == 1)
            continue;
        defer { event("defer %d", i); }
        if (i == 2)
            continue;
        await(nap("behind", 1, 0));
    }
    return 0;
}

SWEPT(defer_conditional, test_main)
