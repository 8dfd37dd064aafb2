/* group_isolate_void.c: A group that isolates carries nothing on, so it needs no else part anywhere. */
#include "corpus.h"

static async int nap(const char *who, int ms, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }
    await(cede_sleep(after(ms)));
    return result;
}

static async void both(void)
{
    defer {
        group (g, CEDE_ISOLATE) {
            spawn(g, nap("in the defer", 2, -EIO));
        }
        event("behind the group of the defer");
    }
    group (g, CEDE_ISOLATE) {
        spawn(g, nap("fails", 1, -EIO));
        spawn(g, nap("works", 3, 0));
        event("own end");
    }
    event("behind");
}

static async int test_main(void)
{
    await(both());
    return 1;
}

SWEPT(group_isolate_void, test_main)
