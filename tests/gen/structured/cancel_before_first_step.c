/* cancel_before_first_step.c: A task cancelled before its first step still takes that step. */
#include "corpus.h"

static async int owner(int *resource)
{
    defer { *resource = 0; event("released, %d", cede_leaving()); }
    event("begins with %d", *resource);
    await(cede_sleep(after(1)));
    event("never");
    return 1;
}

static async int quick(void)
{
    event("quick needs no wait");
    return 7;
}

static async int test_main(void)
{
    int resource = 5;
    group (g) {
        cede_task *a = spawn_task(g, owner(&resource)), *b = spawn_task(g, quick());
        cede_task_cancel(a, -ECANCELED);
        cede_task_cancel(b, -ECANCELED);
        here();
        int ra = await(cede_join(a));
        int rb = await(cede_join(b));
        event("%d %d", ra, rb);
    }
    return resource;
}

SWEPT(cancel_before_first_step, test_main)
