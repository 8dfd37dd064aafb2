/* mixed_deadline_in_tasks.c: Each task has its own deadline; the group goes on. */
#include "corpus.h"

/* Sleeps, and says when it begins and how it was left. */
static async int nap(const char *who, int ms, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }

    event("%s sleeps", who);
    await(cede_sleep(after(ms)));
    return result;
}

static async int limited(int id, int ms, int limit)
{
    int r = 0;
    within (cede_ms(limit)) {
        r = await(nap("limited", ms, id));
    } else {
        event("task %d late", id);
        r = 0;
    }
    return r;
}

static async int test_main(void)
{
    int r[3] = { -1, -1, -1 };
    group (g) {
        for (int i = 0; i < 3; i++)
            spawn_into(g, &r[i], limited(i + 1, 4, 3 + i));
    }
    event("%d %d %d", r[0], r[1], r[2]);
    return r[0] + r[1] + r[2];
}

SWEPT(mixed_deadline_in_tasks, test_main)
