/* defer_return.c: Return evaluates its expression first; a defer cannot change it. */
#include "corpus.h"

/* Sleeps, and says when it begins and how it was left. */
static async int nap(const char *who, int ms, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }

    event("%s sleeps", who);
    await(cede_sleep(after(ms)));
    return result;
}

static async int compute(int *n)
{
    defer { *n += 100; await(cede_sleep(after(1))); event("defer makes it %d", *n); }
    defer { *n += 10; }
    return *n + await(nap("value", 2, 5));
}

static async int test_main(void)
{
    int n = 1;
    int r = await(compute(&n));
    event("result %d, n %d", r, n);
    return r;
}

SWEPT(defer_return, test_main)
