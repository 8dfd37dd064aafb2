/* group_failure.c: The first task that fails cancels its siblings in the order they were spawned.
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
    group (g) {
        spawn(g, nap("a", 9, 0));
        spawn(g, nap("b", 2, -EIO));
        spawn(g, nap("c", 8, 0));
        spawn(g, nap("d", 1, 0));
        await(nap("own", 20, 0));
        event("never");
    } else {
        event("error %d", cede_group_error(g));
        await(nap("else", 1, 0));
    }
    event("behind");
    return 0;
}

SWEPT(group_failure, test_main)
