/* each_end.c: await_each goes over all values; a generator may wait before, between and behind. */
#include "corpus.h"

static async_iter(int) count(const char *who, int n, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }
    for (int i = 0; i < n; i++) {
        await(cede_sleep(after(2)));
        event("%s yields %d", who, i);
        yield(i);
    }
    await(cede_sleep(after(1)));
    return result;
}

static async int test_main(void)
{
    int sum = 0;
    await_each (int x, count("a", 3, 0)) {
        defer { event("body %d left, %d", x, cede_leaving()); }
        event("body %d", x);
        await(cede_sleep(after(3)));
        sum += x + 1;
    }
    event("sum %d", sum);
    await_each (int x, count("b", 2, -EIO)) {
        event("body %d", x);
    } else {
        event("error %d", cede_each_error());
        await(cede_sleep(after(1)));
        sum = -1;
    }
    event("behind");
    await_each (int x, count("c", 1, -EPROTO))
        sum += x;
    event("never");
    return sum;
}

SWEPT(each_end, test_main)
