/* group_empty.c: A group without tasks. */
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
        event("empty, %u", cede_group_running(g));
    }
    group (h) {
        (void)h;
        await(nap("in", 1, 0));
    } else {
        event("never");
    }
    return 0;
}

SWEPT(group_empty, test_main)
