/* within_end.c: A within whose block ends in time. */
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
    int r = 0;
    within (cede_ms(10)) {
        r = await(nap("quick", 5, 3));
        event("in time");
    } else {
        event("late");
    }
    await(nap("behind", 20, 0));
    return r;
}

SWEPT(within_end, test_main)
