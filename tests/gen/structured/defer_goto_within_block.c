/* defer_goto_within_block.c: A goto that stays behind the defer does not run it. */
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
    defer { event("defer after %d", n); }
again:
    await(nap("body", 1, 0));
    if (++n < 3)
        goto again;
    goto end;
end:
    return n;
}

SWEPT(defer_goto_within_block, test_main)
