/* within_expires.c: A within whose deadline passes: defers, then the else part. */
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
    within (cede_ms(10)) {
        defer { event("defer, %d", cede_leaving()); }
        await(nap("first", 6, 0));
        await(nap("second", 6, 0));
        event("never");
    } else {
        event("late");
    }
    event("behind");
    return 0;
}

SWEPT(within_expires, test_main)
