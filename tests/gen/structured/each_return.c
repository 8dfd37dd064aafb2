/* each_return.c: Return evaluates its value, closes the generators from inside out, and ends. */
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

static async int find(int wanted)
{
    defer { event("find left, %d", cede_leaving()); }
    await_each (int x, count("outer", 3, 0)) {
        defer { event("body left, %d", cede_leaving()); await(cede_sleep(after(1))); }
        await_each (int y, count("inner", 3, 0)) {
            await(cede_sleep(after(1)));
            if (10 * x + y == wanted)
                return wanted + await(nap("value", 2, 100));
        }
    }
    return -ENOENT;
}

static async void first(void)
{
    await_each (int x, count("first", 3, 0)) {
        event("first is %d", x);
        return;
    } else {
        event("none");
    }
}

static async int test_main(void)
{
    int a = await(find(11)), b = await(find(99));
    event("%d %d", a, b);
    await(first());
    return a;
}

SWEPT(each_return, test_main)
