/* group_else_leaves.c: The else part of a group is left by break, continue, goto and return. */
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
            spawn(g, nap("fails", 1, -EIO));
        } else {
            defer { event("else left, %d", cede_group_error(g)); }
            await(nap("else", 1, 0));
            if (how == 0)
                break;
            if (how == 1)
                continue;
            if (how == 2)
                goto out;
            return 4;
        }
        event("never");
    }
    return 1;
out:
    return 2;
}

static async int test_main(void)
{
    int r = 0;
    for (int how = 0; how < 4; how++)
        r = r * 10 + await(leave(how));
    return r;
}

SWEPT(group_else_leaves, test_main)
