/* defer_nested_functions.c: Defers of three functions that wait for each other. */
#include "corpus.h"

/* Sleeps, and says when it begins and how it was left. */
static async int nap(const char *who, int ms, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }

    event("%s sleeps", who);
    await(cede_sleep(after(ms)));
    return result;
}

static async int third(void)
{
    defer { await(nap("third's", 1, 0)); }
    return await(nap("third", 3, 3));
}

static async int second(void)
{
    defer { await(nap("second's", 1, 0)); }
    int r = await(third());
    event("second has %d", r);
    return r + 1;
}

static async int test_main(void)
{
    defer { await(nap("main's", 1, 0)); }
    return await(second());
}

SWEPT(defer_nested_functions, test_main)
