/* group_failure_replaces.c: A failure while a return, break or goto waits for the tasks replaces
 * it. */
#include "corpus.h"

/* Sleeps, and says when it begins and how it was left. */
static async int nap(const char *who, int ms, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }

    event("%s sleeps", who);
    await(cede_sleep(after(ms)));
    return result;
}

static async int leave(int how)
{
    for (int i = 0; i < 2; i++) {
        group (g) {
            spawn(g, nap("fails", 3, -EIO));
            spawn(g, nap("sibling", 5, 0));
            if (how == 0)
                break;
            if (how == 1)
                continue;
            if (how == 2)
                goto out;
            if (how == 3)
                return 33;
        } else {
            event("else %d, %d", how, cede_group_error(g));
            if (how == 3)
                break;
            return how;
        }
        event("never");
    }
    return 50;
out:
    return 60;
}

static async int test_main(void)
{
    int r = 0;
    for (int how = 0; how < 4; how++)
        r = r * 10 + await(leave(how));
    return r;
}

SWEPT(group_failure_replaces, test_main)
