/* cancel_itself.c: A task that cancels itself goes on until it has to wait. */
#include "corpus.h"

static async int suicidal(cede_task **me)
{
    defer { event("left, %d", cede_leaving()); await(cede_sleep(after(1))); }
    await(cede_sleep(after(1)));
    cede_task_cancel(*me, -ECANCELED);
    event("still here, pending %d", cede_cancel_pending() != 0);
    shield { await(cede_sleep(after(2))); event("in shield"); }
    event("about to wait");
    await(cede_sleep(after(1)));
    event("never");
    return 0;
}

static async int test_main(void)
{
    cede_task *t;
    group (g) {
        t = spawn_task(g, suicidal(&t));
        here();
        event("joined %d", await(cede_join(t)));
    }
    return 0;
}

SWEPT(cancel_itself, test_main)
