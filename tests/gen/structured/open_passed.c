/* open_passed.c: A held generator is passed to functions that pull it, and to generators. */
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

static async int sum_of(cede_iter(int) *it, int n)
{
    int sum = 0, x;
    while (n-- > 0 && await(cede_next(it, &x)) > 0)
        sum += x;
    return sum;
}

static async_iter(int) doubled(cede_iter(int) *it)
{
    int x, r;
    defer { event("doubled left, %d", cede_leaving()); }
    while ((r = await(cede_next(it, &x))) > 0)
        yield(2 * x);
    return r;
}

static async int test_main(void)
{
    int x;
    cede_iter(int) *it = open_iter(count("a", 9, 0));
    event("= %d", await(sum_of(it, 3)));
    await_each (int y, doubled(it)) {
        event("%d", y);
        if (y > 8)
            break;
    }
    event("= %d", await(sum_of(it, 1)));
    await_each (int y, doubled(it))
        event("%d", y);
    event("= %d", await(cede_next(it, &x)));
    return 0;
}

SWEPT(open_passed, test_main)
