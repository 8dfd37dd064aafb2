/* detach_in_defer.c: A task detached in a defer. */
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
        detach(nap("after all", 1, 0));
        event("detached, %d", cede_leaving());
    }
    await(nap("body", 2, 0));
    return 0;
}

SWEPT(detach_in_defer, test_main)
