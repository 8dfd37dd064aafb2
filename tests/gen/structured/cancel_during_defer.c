/* cancel_during_defer.c: A cancel that comes while a defer runs is held until behind it. */
#include "corpus.h"

static async int worker(void)
{
    defer { event("outer defer, %d", cede_leaving()); }
    {
        defer {
            event("defer begins, %d", cede_leaving());
            await(cede_sleep(after(6)));
            event("defer ends, %d", cede_leaving());
        }
        await(cede_sleep(after(1)));
    }
    event("behind the block");
    await(cede_sleep(after(1)));
    event("never");
    return 0;
}

static async int test_main(void)
{
    group (g) {
        cede_task *t = spawn_task(g, worker());
        await(cede_sleep(after(3)));
        cede_task_cancel(t, -ECANCELED);
        here();
        event("joined %d", await(cede_join(t)));
    }
    return 0;
}

SWEPT(cancel_during_defer, test_main)
