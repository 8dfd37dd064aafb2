/* shield_held_all.c: A shield holds back a cancel, a deadline and a sibling's failure, each acts
 * behind it. */
#include "corpus.h"

static async int careful(int ms)
{
    int r = 1;
    shield {
        await(cede_sleep(after(ms)));
        event("pending inside %d", cede_cancel_pending());
    }
    event("pending behind %d", cede_cancel_pending());
    {
        defer { event("left, %d", cede_leaving()); }
        await(cede_sleep(after(1)));
        r = 2;
    }
    return r;
}

static async int fail(int ms)
{
    await(cede_sleep(after(ms)));
    return -EIO;
}

static async int test_main(void)
{
    within (cede_ms(2)) {
        await(careful(4));
    } else {
        event("deadline");
    }
    group (g) {
        cede_task *t = spawn_task(g, careful(4));
        await(cede_sleep(after(2)));
        cede_task_cancel(t, -ECANCELED);
    }
    group (g) {
        spawn(g, careful(4));
        spawn(g, fail(2));
        shield { await(cede_sleep(after(3))); }
        await(cede_sleep(after(1)));
    } else {
        event("failure %d", cede_group_error(g));
    }
    return 0;
}

SWEPT(shield_held_all, test_main)
