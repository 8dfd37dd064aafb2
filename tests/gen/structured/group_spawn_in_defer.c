/* group_spawn_in_defer.c: A group in a defer. */
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
    defer {
        group (g) {
            spawn(g, nap("close a", 2, 0));
            spawn(g, nap("close b", 1, -EIO));
        } else {
            event("closing failed %d, %d", cede_group_error(g), cede_leaving());
        }
    }
    await(nap("body", 3, 0));
    return 0;
}

SWEPT(group_spawn_in_defer, test_main)
