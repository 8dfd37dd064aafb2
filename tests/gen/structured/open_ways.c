/* open_ways.c: A held generator is closed by every way out of its block. */
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

static async int work(int how)
{
    int x = 0;
    for (int i = 0; i < 2; i++) {
        defer { event("outer defer, %d", cede_leaving()); }
        cede_iter(int) *it = open_iter(count("it", 4, 0));
        defer { event("inner defer, %d", cede_leaving()); await(cede_sleep(after(1))); }
        await(cede_next(it, &x));
        if (how == 0)
            break;
        if (how == 1)
            continue;
        if (how == 2)
            goto out;
        if (how == 3)
            return await(nap("value", 1, 50));
        event("end %d", x);
    }
    return how;
out:
    return 100;
}

static async int test_main(void)
{
    for (int how = 0; how < 5; how++)
        event("= %d", await(work(how)));
    return 0;
}

SWEPT(open_ways, test_main)
