/* cancel_reason.c: A cancel carries its reason; the first one counts. */
#include "corpus.h"

/* Sleeps, and says when it begins and how it was left. */
static async int nap(const char *who, int ms, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }

    event("%s sleeps", who);
    await(cede_sleep(after(ms)));
    return result;
}

static async int worker(void)
{
    defer { event("leaves for %d", cede_leaving()); }
    await(nap("worker", 20, 0));
    return 0;
}

static async int test_main(void)
{
    group (g, CEDE_ISOLATE) {
        cede_task *t = spawn_task(g, worker());
        await(nap("main", 1, 0));
        cede_task_cancel(t, -ESHUTDOWN);
        cede_task_cancel(t, -ECANCELED);
        here();
        event("joined %d", await(cede_join(t)));
    }
    return 0;
}

SWEPT(cancel_reason, test_main)
