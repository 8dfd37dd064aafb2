/* group_failure_carried.c: Without an else part the failure is carried on as a return. */
#include "corpus.h"

/* Sleeps, and says when it begins and how it was left. */
static async int nap(const char *who, int ms, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }

    event("%s sleeps", who);
    await(cede_sleep(after(ms)));
    return result;
}

static async int work(int error)
{
    defer { event("work left, %d", cede_leaving()); }
    group (g) {
        defer { event("block left, %d", cede_leaving()); }
        spawn(g, nap("a", 2, error));
        spawn(g, nap("b", 4, 0));
    }
    event("behind");
    return 5;
}

static async int test_main(void)
{
    int a = await(work(0)), b = await(work(-EIO));
    event("%d %d", a, b);
    return a;
}

SWEPT(group_failure_carried, test_main)
