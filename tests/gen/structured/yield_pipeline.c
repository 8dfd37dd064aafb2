/* yield_pipeline.c: Generators over generators: what is not asked for is not made. */
#include "corpus.h"

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

static async_iter(int) map(int n)
{
    defer { event("map left, %d", cede_leaving()); }
    await_each (int x, count("source", n, n == 3 ? -EIO : 0)) {
        await(cede_sleep(after(1)));
        yield(x * x);
    }
    return 0;
}

static async_iter(int) odd(int n)
{
    defer { event("odd left, %d", cede_leaving()); await(cede_sleep(after(1))); }
    await_each (int x, map(n))
        if (x % 2)
            yield(x);
}

static async_iter(int) take(int n, int most)
{
    if (most <= 0)
        return;
    await_each (int x, odd(n)) {
        yield(x);
        if (--most == 0)
            break;
    } else {
        event("carried %d", cede_each_error());
        return cede_each_error();
    }
}

static async int test_main(void)
{
    await_each (int x, take(8, 2))
        event("%d", x);
    await_each (int x, take(3, 9))
        event("%d", x);
    else
        event("error %d", cede_each_error());
    await_each (int x, take(8, 9)) {
        event("%d", x);
        break;
    }
    return 0;
}

SWEPT(yield_pipeline, test_main)
