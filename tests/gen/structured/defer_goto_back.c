/* defer_goto_back.c: A goto backward over a defer in the same block leaves it. */
#include "corpus.h"

/* Sleeps, and says when it begins and how it was left. */
static async int nap(const char *who, int ms, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }

    event("%s sleeps", who);
    await(cede_sleep(after(ms)));
    return result;
}

static async int test_main(void)
{
    int n = 0;
again:
    event("round %d", n);
    defer { event("defer %d", n); }
    await(nap("body", 1, 0));
    if (n++ < 2)
        goto again;
    return n;
}

SWEPT(defer_goto_back, test_main)
