/* spawn_limit.c: Above a group's limit spawn gives -EAGAIN, which fails the group where nobody looks. */
#include "corpus.h"

static async int nap(int ms)
{
    defer { event("nap of %d left, %d", ms, cede_leaving()); }
    await(cede_sleep(after(ms)));
    return 0;
}

static async int looks(void)
{
    group (g) {
        cede_group_limit(g, 2);
        for (int i = 1; i <= 3; i++)
            event("spawn %d", spawn(g, nap(i)));
        event("task %d", spawn_task(g, nap(9)) == NULL);
        await(cede_sleep(after(1)));
        event("room %d", spawn(g, nap(4)));
        cede_group_limit(g, 0);
        event("no limit %d", spawn(g, nap(5)));
    } else {
        event("failed %d", cede_group_error(g));
    }
    return 1;
}

static async int does_not(int flags)
{
    int r = 0;
    group (g, CEDE_ISOLATE) {
        cede_group_limit(g, 1);
        if (flags)
            (void)spawn(g, nap(3));
        else
            spawn_into(g, &r, nap(3));
        spawn(g, nap(1));
        await(cede_sleep(after(2)));
        event("isolated %d", cede_group_error(g));
    }
    group (g) {
        cede_group_limit(g, 1);
        (void)spawn(g, nap(3));
        spawn(g, nap(1));
        await(cede_sleep(after(2)));
        event("not here");
    } else {
        int errors[2] = { 0 };
        event("failed %d, %u", cede_group_error(g), cede_group_errors(g, errors, 2));
        event("%d", errors[0]);
    }
    return r;
}

static async int test_main(void)
{
    event("= %d", await(looks()));
    event("= %d", await(does_not(1)));
    return await(does_not(0));
}
SWEPT(spawn_limit, test_main)
