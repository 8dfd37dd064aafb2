/* cancel_task.c: A task cancelled through its handle unwinds, and is no failure. */
#include "corpus.h"

static async int worker(int id)
{
    defer { event("worker %d closes, %d", id, cede_leaving()); await(cede_sleep(after(2))); }
    await(cede_sleep(after(20)));
    event("never");
    return id;
}

static async int test_main(void)
{
    group (g) {
        cede_task *t = spawn_task(g, worker(1));
        await(cede_sleep(after(3)));
        event("cancels");
        cede_task_cancel(t, -ECANCELED);
        event("has cancelled");
        here();
        event("joined %d", await(cede_join(t)));
        cede_task_cancel(t, -ECANCELED);
        event("again, after its end");
    } else {
        event("never");
    }
    return 0;
}

SWEPT(cancel_task, test_main)
