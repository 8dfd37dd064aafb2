/* each_in_group.c: A group in which one task goes over values and another fails; and tasks for each value. */
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

static async int reader(const char *who, int n)
{
    int sum = 0;
    await_each (int x, count(who, n, 0)) {
        await(cede_sleep(after(1)));
        sum += x;
    }
    return sum;
}

static async int test_main(void)
{
    int a = 0, b = 0;
    group (g) {
        spawn_into(g, &a, reader("a", 3));
        spawn_into(g, &b, reader("b", 2));
        await_each (int x, count("own", 2, 0))
            spawn(g, nap("task", x + 1, 0));
    }
    event("%d %d", a, b);
    group (g) {
        spawn(g, reader("c", 6));
        spawn(g, nap("fails", 7, -EIO));
        await_each (int x, count("d", 6, 0))
            event("%d", x);
    } else {
        event("error %d", cede_group_error(g));
    }
    return a + b;
}

SWEPT(each_in_group, test_main)
