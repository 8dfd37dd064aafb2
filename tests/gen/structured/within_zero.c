/* within_zero.c: A deadline that has passed already: the block begins, and its first wait unwinds.
 * */
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
    within (cede_ms(0)) {
        defer { event("defer, %d", cede_leaving()); }
        event("begins");
        await(nap("waits", 5, 0));
        event("never");
    } else {
        event("late");
    }
    within (cede_ms(-5)) {
        event("no wait in it");
    } else {
        event("never");
    }
    await(nap("behind", 1, 0));
    return 0;
}

SWEPT(within_zero, test_main)
