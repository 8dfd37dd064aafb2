/* each_break.c: Break closes the generator, whose defers wait before execution goes on. */
#include "corpus.h"

static async_iter(int) slow(int n)
{
    defer {
        event("closing, %d", cede_leaving());
        await(cede_sleep(after(3)));
        event("closed");
    }
    for (int i = 0; i < n; i++)
        yield(i);
}

static async int test_main(void)
{
    int sum = 0;
    await_each (int x, slow(5)) {
        await(cede_sleep(after(1)));
        if (x == 2)
            break;
        sum += x;
    } else {
        event("never: it was left");
    }
    event("sum %d", sum);
    await_each (int x, slow(3))
        if (x == 1)
            break;
    event("behind");
    await_each (int x, slow(3)) {
        (void)x;
        break;
    }
    return sum;
}

SWEPT(each_break, test_main)
