/* cancel_completed.c: A task that completes although it was cancelled gives its result. */
#include "corpus.h"

static async int stubborn(void)
{
    int n = 0;
    shield {
        await(cede_sleep(after(5)));
        n = 42;
    }
    event("returns %d", n);
    return n;
}

static async int test_main(void)
{
    group (g) {
        cede_task *t = spawn_task(g, stubborn());
        await(cede_sleep(after(2)));
        cede_task_cancel(t, -ECANCELED);
        here();
        event("joined %d", await(cede_join(t)));
    }
    return 0;
}

SWEPT(cancel_completed, test_main)
