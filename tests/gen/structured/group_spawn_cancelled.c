/* group_spawn_cancelled.c: A task spawned into a group that is being cancelled takes its first step
 * and meets the cancel. */
#include "corpus.h"

/* Sleeps, and says when it begins and how it was left. */
static async int nap(const char *who, int ms, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }

    event("%s sleeps", who);
    await(cede_sleep(after(ms)));
    return result;
}

static async int late_comer(int id)
{
    defer { event("late comer %d releases, %d", id, cede_leaving()); }
    event("late comer %d begins", id);
    await(cede_sleep(after(1)));
    return id;
}

static async int closer(cede_group *g)
{
    defer { spawn(g, late_comer(2)); }
    await(nap("closer", 20, 0));
    return 0;
}

static async int test_main(void)
{
    group (g) {
        spawn(g, closer(g));
        spawn(g, nap("fails", 2, -EIO));
    } else {
        event("error %d", cede_group_error(g));
    }
    return 0;
}

SWEPT(group_spawn_cancelled, test_main)
