/* within_same_time.c: Two deadlines at the same time, and a sleep that ends then: the sleep wins,
 * then the outermost. */
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
        within (cede_ms(10)) {
            await(nap("until then", 10, 0));
            event("the sleep has won");
            await(nap("waits", 1, 0));
            event("never");
        } else {
            event("inner");
        }
    } else {
        event("outer");
    }
    return 0;
}

SWEPT(within_same_time, test_main)
