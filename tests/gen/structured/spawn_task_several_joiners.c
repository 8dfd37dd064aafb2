/* spawn_task_several_joiners.c: Several tasks wait for one. */
#include "corpus.h"

/* Sleeps, and says when it begins and how it was left. */
static async int nap(const char *who, int ms, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }

    event("%s sleeps", who);
    await(cede_sleep(after(ms)));
    return result;
}

static async int wait_for(cede_task *t, int id)
{
    defer { event("waiter %d left, %d", id, cede_leaving()); }
    here();
    event("waiter %d has %d", id, await(cede_join(t)));
    return 0;
}

static async int test_main(void)
{
    group (g) {
        cede_task *t = spawn_task(g, nap("awaited", 4, 9));
        for (int i = 0; i < 3; i++)
            spawn(g, wait_for(t, i));
        within (cede_ms(2)) {
            here();
            await(cede_join(t));
        } else {
            event("main gives up");
        }
    }
    return 0;
}

SWEPT(spawn_task_several_joiners, test_main)
