/* shield_in_callee.c: A shield in a callee holds what its callers' scopes say. */
#include "corpus.h"

/* Sleeps, and says when it begins and how it was left. */
static async int nap(const char *who, int ms, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }

    event("%s sleeps", who);
    await(cede_sleep(after(ms)));
    return result;
}

static async int commit(int n)
{
    int r = 0;
    shield {
        r = await(nap("first half", 3, n));
        r += await(nap("second half", 3, n));
    }
    event("committed %d", r);
    return r;
}

static async int test_main(void)
{
    int r = 0;
    within (cede_ms(4)) {
        r = await(commit(1));
        r += await(commit(2));
    } else {
        event("late, %d", r);
    }
    return r;
}

SWEPT(shield_in_callee, test_main)
