/* cancel_then_failure.c: One task is cancelled, another fails, and the block is left by the
 * failure. */
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
        cede_task *a = spawn_task(g, nap("a", 9, 0));
        spawn(g, nap("b", 4, -ENOENT));
        await(nap("own", 1, 0));
        cede_task_cancel(a, -ECANCELED);
        await(nap("own again", 8, 0));
        event("never");
    } else {
        event("error %d", cede_group_error(g));
    }
    return 0;
}

SWEPT(cancel_then_failure, test_main)
