/* within_completed.c: A function that ends although its deadline has passed has its result counted.
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

static async int stubborn(void)
{
    int r = 0;
    shield {
        r = await(nap("shielded", 10, 5));
    }
    return r;
}

static async int test_main(void)
{
    int r = 0;
    within (cede_ms(4)) {
        r = await(stubborn());
        event("result %d", r);
        await(nap("waits", 1, 0));
        event("never");
    } else {
        event("late with %d", r);
    }
    return r;
}

SWEPT(within_completed, test_main)
