/* group_void_function.c: A group in a function without a result, and its else part. */
#include "corpus.h"

/* Sleeps, and says when it begins and how it was left. */
static async int nap(const char *who, int ms, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }

    event("%s sleeps", who);
    await(cede_sleep(after(ms)));
    return result;
}

static async void work(int error)
{
    group (g) {
        spawn(g, nap("task", 1, error));
    } else {
        event("failed %d", cede_group_error(g));
        return;
    }
    event("well");
}

static async int test_main(void)
{
    await(work(0));
    await(work(-EIO));
    return 0;
}

SWEPT(group_void_function, test_main)
