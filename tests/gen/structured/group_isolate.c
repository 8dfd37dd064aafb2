/* group_isolate.c: With CEDE_ISOLATE a failing task leaves its siblings alone. */
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
    group (g, CEDE_ISOLATE) {
        spawn(g, nap("fails", 1, -EIO));
        spawn(g, nap("works", 4, 0));
        spawn(g, nap("fails too", 3, -ENOENT));
        await(nap("own", 2, 0));
        event("so far %d", cede_group_error(g));
        shield { await(nap("waits", 3, 0)); }
        int errors[3] = { 0 };
        unsigned n = cede_group_errors(g, errors, 3);
        event("%u: %d %d", n, errors[0], errors[1]);
    }
    event("behind");
    return 0;
}

SWEPT(group_isolate, test_main)
