/* defer_in_defer.c: A defer's own block may have defers. */
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
    defer {
        defer { event("innermost, %d", cede_leaving()); }
        {
            defer { await(nap("nested", 1, 0)); }
            await(nap("in defer", 1, 0));
        }
        event("end of defer");
    }
    await(nap("body", 2, 0));
    return 0;
}

SWEPT(defer_in_defer, test_main)
