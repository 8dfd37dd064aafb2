/* group_continue.c: Continue out of a group waits for its tasks. */
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
    int i;
    for (i = 0; i < 3; i++) {
        group (g) {
            spawn(g, nap("task", 2, 0));
            if (i < 2)
                continue;
            event("last");
        }
        event("behind %d", i);
    }
    return i;
}

SWEPT(group_continue, test_main)
