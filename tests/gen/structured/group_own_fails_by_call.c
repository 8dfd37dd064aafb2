/* group_own_fails_by_call.c: The block's own awaits fail by value; the group does not notice. */
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
    int r;
    group (g) {
        spawn(g, nap("task", 3, 0));
        r = await(nap("own", 1, -EIO));
        if (r < 0) {
            event("own failed %d", r);
            return 1;
        }
    }
    return 0;
}

SWEPT(group_own_fails_by_call, test_main)
