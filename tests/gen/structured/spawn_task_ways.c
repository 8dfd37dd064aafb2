/* spawn_task_ways.c: Groups with handles are left in every way, some with the handle never used. */
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
            cede_task *t = spawn_task(g, nap("kept", 3, how));
            if (how == 0)
                break;
            await(nap("body", 1, 0));
            if (how == 1)
                continue;
            if (how == 2)
                goto out;
            here();
            return await(cede_join(t));
        }
        event("never");
    }
    return 10;
out:
    return 20;
}

static async int test_main(void)
{
    int r = 0;
    for (int how = 0; how < 4; how++)
        r = r * 2 + await(leave(how));
    return r;
}

SWEPT(spawn_task_ways, test_main)
