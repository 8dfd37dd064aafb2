/* group_join_in_else.c: Tasks with handles are still there in the else part. */
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
    cede_task *a = NULL, *b = NULL;
    group (g) {
        a = spawn_task(g, nap("a", 1, 4));
        b = spawn_task(g, nap("b", 2, -EIO));
        spawn(g, nap("c", 3, 0));
    } else {
        here();
        int ra = await(cede_join(a));
        int rb = await(cede_join(b));
        event("%d %d, %u run", ra, rb, cede_group_running(g));
    }
    return 0;
}

SWEPT(group_join_in_else, test_main)
