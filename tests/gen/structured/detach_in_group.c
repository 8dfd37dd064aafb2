/* detach_in_group.c: A task detached from inside a group is not the group's. */
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
        detach(nap("detached", 6, 0));
        spawn(g, nap("child", 2, 0));
        spawn(g, nap("fails", 3, -EIO));
        await(nap("own", 9, 0));
    } else {
        event("group failed %d", cede_group_error(g));
    }
    event("behind");
    await(nap("main", 5, 0));
    return 0;
}

SWEPT(detach_in_group, test_main)
