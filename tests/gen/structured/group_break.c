/* group_break.c: Break out of a group waits for its tasks. */
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
    for (int i = 0; i < 3; i++) {
        group (g) {
            defer { event("defer %d, %d", i, cede_leaving()); }
            spawn(g, nap("task", 3, 0));
            await(nap("own", 1, 0));
            if (i == 1)
                break;
            event("end %d", i);
        }
        event("behind %d", i);
    }
    return 0;
}

SWEPT(group_break, test_main)
