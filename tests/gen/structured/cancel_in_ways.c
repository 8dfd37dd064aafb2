/* cancel_in_ways.c: Blocks in which a task is cancelled are left in every way. */
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
            cede_task *t = spawn_task(g, nap("task", 9, 0));
            await(nap("body", 1, 0));
            cede_task_cancel(t, -ECANCELED);
            if (how == 0)
                break;
            if (how == 1)
                continue;
            if (how == 2)
                goto out;
            if (how == 3)
                return 3;
        }
        event("end");
    }
    return 1;
out:
    return 2;
}

static async int test_main(void)
{
    int r = 0;
    for (int how = 0; how < 5; how++)
        r = r * 10 + await(leave(how));
    return r;
}

SWEPT(cancel_in_ways, test_main)
