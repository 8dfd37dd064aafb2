/* group_return.c: Return out of a group: its value first, then the tasks, then the result. */
#include "corpus.h"

/* Sleeps, and says when it begins and how it was left. */
static async int nap(const char *who, int ms, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }

    event("%s sleeps", who);
    await(cede_sleep(after(ms)));
    return result;
}

static async int work(void)
{
    int a = 1;
    group (g) {
        defer { a = 50; event("defer"); }
        spawn_into(g, &a, nap("task", 3, 7));
        return a + await(nap("value", 1, 10));
    }
    return -1;
}

static async int test_main(void)
{
    int r = await(work());
    event("result %d", r);
    return r;
}

SWEPT(group_return, test_main)
