/* within_in_defer.c: A deadline inside a defer works while everything else is held back. */
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
        within (cede_ms(3)) {
            defer { event("inner, %d", cede_leaving()); }
            await(nap("slow close", 10, 0));
        } else {
            event("gives up, %d", cede_leaving());
        }
    }
    await(nap("body", 5, 0));
    return 0;
}

SWEPT(within_in_defer, test_main)
