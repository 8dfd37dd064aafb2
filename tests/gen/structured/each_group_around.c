/* each_group_around.c: Break and return out of await_each stay inside or leave the group around it. */
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
    group (g) {
        spawn(g, nap("sibling", 6, 0));
        await_each (int x, count("a", 4, 0)) {
            defer { event("body left"); }
            if (how == 0 && x == 1)
                break;
            if (how == 1 && x == 1)
                return 7;
            if (how == 2 && x == 1)
                goto out;
        }
        event("end of group");
    }
    return 0;
out:
    return 8;
}

static async int test_main(void)
{
    int a = await(work(0)), b = await(work(1)), c = await(work(2));
    event("%d %d %d", a, b, c);
    return 0;
}

SWEPT(each_group_around, test_main)
