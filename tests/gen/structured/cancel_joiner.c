/* cancel_joiner.c: A cancelled task that gives -ECANCELED has not failed; one that was not has. */
#include "corpus.h"

/* Sleeps, and says how it was left. */
static async int nap(int ms)
{
    defer { event("nap left, %d", cede_leaving()); }

    await(cede_sleep(after(ms)));
    return 0;
}

static async int joins(cede_task *t)
{
    int r = await(cede_join(t));
    event("joined %d", r);
    return r;
}

static async int work(int all)
{
    group (g) {
        cede_task *t = spawn_task(g, nap(5));
        spawn(g, joins(t));
        await(cede_sleep(after(2)));
        if (all)
            cede_group_cancel(g);
        else
            cede_task_cancel(t, 0);
    } else {
        event("failed, %d", cede_group_error(g));
    }
    return 0;
}

static async int test_main(void)
{
    int a = await(work(1)), b = await(work(0));
    event("%d %d", a, b);
    return 0;
}

SWEPT(cancel_joiner, test_main)
