/* group_failure_before_leave.c: A failure that comes before the block's end, while the block does
 * not wait. */
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
    group (g) {
        spawn(g, nap("fails", 1, -EIO));
        shield { await(nap("shielded", 3, 0)); }
        event("has failed, %d", cede_group_error(g));
        r = 1;
    } else {
        event("else");
        r += 10;
    }
    return r;
}

SWEPT(group_failure_before_leave, test_main)
