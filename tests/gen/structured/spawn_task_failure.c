/* spawn_task_failure.c: A task with a handle fails: the joiner gets its result, and the group
 * unwinds. */
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
        defer { event("block, %d", cede_leaving()); }
        cede_task *t = spawn_task(g, nap("fails", 2, -EIO));
        spawn_task(g, nap("sibling", 9, 0));
        here();
        event("joined %d", await(cede_join(t)));
        await(nap("own", 1, 0));
        event("never");
    } else {
        event("error %d", cede_group_error(g));
    }
    return 0;
}

SWEPT(spawn_task_failure, test_main)
