/* open_end.c: A held generator: pulled here and there, closed where its block ends. */
#include "corpus.h"

/* Sleeps, and says when it begins and how it was left. */
static async int nap(const char *who, int ms, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }

    event("%s sleeps", who);
    await(cede_sleep(after(ms)));
    return result;
}

/* Waits before each value, and says how it was left. */
static async_iter(int) count(const char *who, int n, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }
    for (int i = 0; i < n; i++) {
        await(cede_sleep(after(2)));
        event("%s yields %d", who, i);
        yield(i);
    }
    return result;
}

static async int test_main(void)
{
    int x = -1, r;
    {
        cede_iter(int) *it = open_iter(count("a", 3, 0));
        event("opened");
        r = await(cede_next(it, &x));
        event("%d %d", r, x);
        await(nap("between", 1, 0));
        r = await(cede_next(it, &x));
        event("%d %d", r, x);
    }
    event("closed");
    {
        cede_iter(int) *it = open_iter(count("b", 1, -EIO));
        while ((r = await(cede_next(it, &x))) > 0)
            event("%d", x);
        event("ended %d", r);
        event("again %d", await(cede_next(it, &x)));
        await(nap("behind", 1, 0));
    }
    {
        cede_iter(int) *it = open_iter(count("never pulled", 1, 0));
        (void)it;
        await(nap("open", 1, 0));
    }
    return 0;
}

SWEPT(open_end, test_main)
