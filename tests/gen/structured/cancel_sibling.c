/* cancel_sibling.c: A task cancels its sibling, which waits for a third. */
#include "corpus.h"

/* Sleeps, and says when it begins and how it was left. */
static async int nap(const char *who, int ms, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }

    event("%s sleeps", who);
    await(cede_sleep(after(ms)));
    return result;
}

static async int joiner(cede_task *t)
{
    defer { event("joiner left, %d", cede_leaving()); }
    here();
    event("joiner has %d", await(cede_join(t)));
    return 0;
}

static async int killer(cede_task *t)
{
    await(nap("killer", 2, 0));
    cede_task_cancel(t, -ECANCELED);
    return 0;
}

static async int test_main(void)
{
    group (g) {
        cede_task *third = spawn_task(g, nap("third", 5, 3));
        cede_task *second = spawn_task(g, joiner(third));
        spawn(g, killer(second));
        here();
        event("second %d", await(cede_join(second)));
    }
    return 0;
}

SWEPT(cancel_sibling, test_main)
