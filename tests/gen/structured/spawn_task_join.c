/* spawn_task_join.c: Join waits for a task and gives its result, before and after it has ended. */
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
        cede_task *a = spawn_task(g, nap("a", 2, 5));
        cede_task *b = spawn_task(g, nap("b", 1, 6));
        if (!a || !b)
            return -ENOMEM;
        here();
        event("a: %d", await(cede_join(a)));
        event("b: %d", await(cede_join(b)));
        event("a again: %d", await(cede_join(a)));
    }
    return 0;
}

SWEPT(spawn_task_join, test_main)
