/* defer_end.c: A defer runs at the end of its block. */
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
    {
        defer { event("outer"); }
        await(nap("a", 1, 0));
        {
            defer { event("inner"); }
            await(nap("b", 1, 0));
        }
        event("between");
    }
    event("behind");
    return 0;
}

SWEPT(defer_end, test_main)
