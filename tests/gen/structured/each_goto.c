/* each_goto.c: Goto out of await_each closes it; within the body it does not. */
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

static async int test_main(void)
{
    int times = 0;
again:
    times++;
    await_each (int x, count("a", 4, 0)) {
        int tries = 0;
    inner:
        tries++;
        await(cede_sleep(after(1)));
        if (tries < 2)
            goto inner;
        if (x == 1 && times == 1)
            goto again;
        if (x == 2)
            goto out;
        event("%d %d", times, x);
    }
    event("never");
out:
    event("out");
    await_each (int x, count("b", 2, 0)) {
        await_each (int y, count("c", 2, 0)) {
            if (x == y)
                goto next;
            if (x == 1)
                goto done;
        }
    next:
        event("next");
    }
done:
    return times;
}

SWEPT(each_goto, test_main)
