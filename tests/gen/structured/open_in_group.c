/* open_in_group.c: A held generator in a group's block: the tasks end before it is closed. */
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
    int x = 0;
    group (g) {
        cede_iter(int) *it = open_iter(count("a", 3, 0));
        spawn(g, nap("task", 5, 0));
        await(cede_next(it, &x));
        event("end of block");
    }
    group (g) {
        spawn(g, nap("fails", 3, -EIO));
        cede_iter(int) *it = open_iter(count("b", 3, 0));
        defer { event("defer %d", cede_leaving()); }
        while (await(cede_next(it, &x)) > 0)
            event("%d", x);
    } else {
        event("error %d", cede_group_error(g));
    }
    for (int i = 0; i < 2; i++) {
        group (g) {
            cede_iter(int) *it = open_iter(count("c", 3, 0));
            spawn(g, nap("long", 4, i ? -EPROTO : 0));
            await(cede_next(it, &x));
            break;
        } else {
            event("error %d", cede_group_error(g));
        }
    }
    return x;
}

SWEPT(open_in_group, test_main)
