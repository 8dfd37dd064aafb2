/* each_arguments.c: Arguments are evaluated once, before the loop; they may wait, and name what the body hides. */
#include "corpus.h"

/* Sleeps, and says when it begins and how it was left. */
static async int nap(const char *who, int ms, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }

    event("%s sleeps", who);
    await(cede_sleep(after(ms)));
    return result;
}

static int calls;

static int once(int v)
{
    event("once %d", v);
    return v;
}

static async_iter(int) range(int from, int to, const char *who)
{
    for (; from < to; from++) {
        await(cede_sleep(after(1)));
        yield(from);
    }
    event("%s ends", who);
}

static async int test_main(void)
{
    int x = 2;
    (void)calls;
    await_each (int x, range(once(0), x, "outer x"))
        event("%d", x);
    await_each (int y, range(await(nap("argument", 2, 1)), once(3), "awaited")) {
        int n = y;
        await_each (int n, range(n, n + 2, "inner"))
            event("%d", n);
        x += n;
    }
    return x;
}

SWEPT(each_arguments, test_main)
