/* spawn_in_conditions.c: Spawn as a value: in conditions, in arms, behind &&. */
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
    int failed = 0;
    group (g) {
        if (spawn(g, nap("in if", 1, 0)) < 0)
            failed++;
        failed += spawn(g, nap("sum", 2, 0)) < 0 || spawn(g, nap("or", 3, 0)) < 0;
        int r = failed ? -1 : spawn(g, nap("arm", 1, 0));
        event("%d %d", failed, r);
        cede_task *t = NULL;
        if (!failed && (t = spawn_task(g, nap("task", 2, 4)))) {
            here();
            event("%d", await(cede_join(t)));
        }
    }
    return failed;
}

SWEPT(spawn_in_conditions, test_main)
