/* within_callee.c: A deadline in the caller unwinds the callees' defers, innermost first. */
#include "corpus.h"

/* Sleeps, and says when it begins and how it was left. */
static async int nap(const char *who, int ms, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }

    event("%s sleeps", who);
    await(cede_sleep(after(ms)));
    return result;
}

static async int inner(void)
{
    defer { await(nap("inner's", 1, 0)); }
    await(nap("inner", 10, 0));
    return 1;
}

static async int outer(void)
{
    defer { await(nap("outer's", 1, 0)); }
    int r = await(inner());
    event("outer has %d", r);
    return r;
}

static async int test_main(void)
{
    int r = 7;
    within (cede_ms(5)) {
        r = await(outer());
    } else {
        event("late, still %d", r);
    }
    return r;
}

SWEPT(within_callee, test_main)
