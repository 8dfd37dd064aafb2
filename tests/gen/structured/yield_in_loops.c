/* yield_in_loops.c: Yields in every kind of loop and switch, first and last, with jumps over them. */
#include "corpus.h"

static async_iter(int) loops(int n)
{
    yield(-1);
    for (int i = 0; i < n; i++) {
        if (i == 1)
            continue;
        yield(i);
        if (i == 3)
            break;
    }
    while (n > 2) {
        n--;
        await(cede_sleep(after(1)));
        yield(10 + n);
    }
    do
        yield(20 + n);
    while (n-- > 1);
again:
    switch (n) {
    case 0:
        yield(30);
        n = 5;
        goto again;
    case 5:
        yield(31);
        /* falls through */
    default:
        yield(32);
    }
}

static async int test_main(void)
{
    int sum = 0;
    await_each (int x, loops(6)) {
        event("%d", x);
        await(cede_sleep(after(1)));
        sum += x;
    }
    return sum;
}

SWEPT(yield_in_loops, test_main)
