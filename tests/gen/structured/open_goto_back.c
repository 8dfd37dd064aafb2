/* open_goto_back.c: A goto backward over open_iter closes it, and opens another. */
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
    int times = 0, x = 0;
again: ;
    cede_iter(int) *it = open_iter(count("it", 2, 0));
    await(cede_next(it, &x));
    if (++times < 3)
        goto again;
    await(cede_next(it, &x));
    event("%d %d", times, x);
    return 0;
}

SWEPT(open_goto_back, test_main)
