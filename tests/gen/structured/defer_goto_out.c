/* defer_goto_out.c: Goto out of blocks with defers. */
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
    int rounds = 0;
again:
    {
        defer { event("outer %d", rounds); }
        {
            defer { await(nap("inner", 1, 0)); }
            await(nap("body", 1, 0));
            if (rounds++ == 0)
                goto again;
            if (rounds == 2)
                goto out;
        }
        event("never");
    }
out:
    event("out after %d", rounds);
    return rounds;
}

SWEPT(defer_goto_out, test_main)
