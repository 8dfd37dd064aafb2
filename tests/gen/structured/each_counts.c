/* each_counts.c: Loops over a generator that use none of its values, with and without an await. */
#include "corpus.h"

static async_iter(int) count(int n)
{
    for (int i = 0; i < n; i++) {
        await(cede_sleep(after(1)));
        yield(i);
    }
}

static async int test_main(void)
{
    int n = 0, m = 0;
    await_each (int x, count(3))
        n++;
    await_each (int y, count(2)) {
        await(cede_sleep(after(2)));
        m++;
    }
    event("%d %d", n, m);
    return n + m;
}
SWEPT(each_counts, test_main)
