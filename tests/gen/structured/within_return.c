/* within_return.c: Return out of a within, with a value that is awaited in it. */
#include "corpus.h"

/* Sleeps, and says when it begins and how it was left. */
static async int nap(const char *who, int ms, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }

    event("%s sleeps", who);
    await(cede_sleep(after(ms)));
    return result;
}

static async int get(int ms)
{
    within (cede_ms(5)) {
        return await(nap("get", ms, 100));
    } else {
        return -ETIMEDOUT;
    }
}

static async int test_main(void)
{
    int a = await(get(2)), b = await(get(8)), c = await(get(5));
    event("%d %d %d", a, b, c);
    await(nap("later", 20, 0));
    return a;
}

SWEPT(within_return, test_main)
