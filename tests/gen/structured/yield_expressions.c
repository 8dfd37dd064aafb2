/* yield_expressions.c: What is yielded may wait, have effects and branch. */
#include "corpus.h"

/* Sleeps, and says when it begins and how it was left. */
static async int nap(const char *who, int ms, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }

    event("%s sleeps", who);
    await(cede_sleep(after(ms)));
    return result;
}

static async_iter(int) values(int n)
{
    int i = 0;
    yield(await(nap("first", 1, 1)));
    while (i < n)
        yield(i++);
    yield(n > 1 ? await(nap("then", 1, 2)) : await(nap("else", 1, 3)));
    yield(({ int t = await(nap("inner", 1, 4)); t + i; }));
    yield((i++, i));
    yield(i += 10, i + 1);
    yield(await(nap("left", 1, 5)) + 10 * await(nap("right", 1, 6)));
}

static async int test_main(void)
{
    for (int n = 1; n < 3; n++)
        await_each (int x, values(n))
            event("%d", x);
    return 0;
}

SWEPT(yield_expressions, test_main)
