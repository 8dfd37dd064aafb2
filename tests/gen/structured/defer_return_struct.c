/* defer_return_struct.c: A struct result is kept while a defer awaits. */
#include "corpus.h"

struct big { int a[12]; };

/* Sleeps, and says when it begins and how it was left. */
static async int nap(const char *who, int ms, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }

    event("%s sleeps", who);
    await(cede_sleep(after(ms)));
    return result;
}

static async struct big make(int n)
{
    struct big b = { { n } };
    defer { b.a[0] = -1; await(nap("defer", 3, 0)); }
    b.a[11] = n * 2;
    await(nap("make", 1, 0));
    return b;
}

static async int test_main(void)
{
    struct big b = await(make(4));
    event("%d %d", b.a[0], b.a[11]);
    return await(make(5)).a[11];
}

SWEPT(defer_return_struct, test_main)
