/* spawn_task_release.c: A handle that is released: the task goes on without it. */
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
        cede_task *a = spawn_task(g, nap("a", 3, 0));
        cede_task *b = spawn_task(g, nap("b", 1, 0));
        cede_task_release(a);
        await(nap("own", 2, 0));
        cede_task_release(b);
        event("both released");
    }
    return 0;
}

SWEPT(spawn_task_release, test_main)
