/* spawn_into_failure.c: Spawn_into stores a result that is a failure, too, and none of what was
 * cancelled. */
#include "corpus.h"

/* Sleeps, and says when it begins and how it was left. */
static async int nap(const char *who, int ms, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }

    event("%s sleeps", who);
    await(cede_sleep(after(ms)));
    return result;
}

static async int test_main(void)
{
    int a = 1, b = 2, c = 3;
    group (g) {
        spawn_into(g, &a, nap("a", 1, 10));
        spawn_into(g, &b, nap("b", 2, -EIO));
        spawn_into(g, &c, nap("c", 3, 30));
    } else {
        event("error %d", cede_group_error(g));
    }
    event("%d %d %d", a, b, c);
    return a;
}

SWEPT(spawn_into_failure, test_main)
