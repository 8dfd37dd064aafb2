/* shield_failure.c: A sibling's failure waits until the shield ends. */
#include "corpus.h"

/* Sleeps, and says when it begins and how it was left. */
static async int nap(const char *who, int ms, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }

    event("%s sleeps", who);
    await(cede_sleep(after(ms)));
    return result;
}

static async int guarded(void)
{
    shield { await(nap("guarded", 6, 0)); event("shield ends"); }
    await(nap("open", 2, 0));
    event("never when the sibling failed");
    return 0;
}

static async int test_main(void)
{
    group (g) {
        spawn(g, guarded());
        spawn(g, nap("fails", 3, -EIO));
    } else {
        event("error %d", cede_group_error(g));
    }
    return 0;
}

SWEPT(shield_failure, test_main)
