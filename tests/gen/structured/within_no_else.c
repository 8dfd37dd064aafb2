/* within_no_else.c: A within without an else part. */
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
    for (int i = 1; i < 4; i++) {
        within (cede_ms(5)) {
            await(nap("try", 3 * i, 0));
            event("in time %d", i);
        }
        event("behind %d", i);
    }
    return 0;
}

SWEPT(within_no_else, test_main)
