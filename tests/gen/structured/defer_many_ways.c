/* defer_many_ways.c: One block with a defer, left in every way there is. */
#include "corpus.h"

/* Sleeps, and says when it begins and how it was left. */
static async int nap(const char *who, int ms, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }

    event("%s sleeps", who);
    await(cede_sleep(after(ms)));
    return result;
}

static async int leave(int how)
{
    int n = 0;
    for (;;) {
        {
            defer { await(nap("defer", 1, 0)); event("left %d, %d", how, cede_leaving()); }
            await(nap("body", 1, 0));
            if (how == 1)
                break;
            if (how == 2 && n++ == 0)
                continue;
            if (how == 3)
                goto out;
            if (how == 4)
                return 40;
            event("end");
        }
        return 1;
    }
    return 2;
out:
    return 3;
}

static async int test_main(void)
{
    int r = 0;
    for (int how = 0; how < 5; how++) {
        r += await(leave(how));
        event("so far %d", r);
    }
    return r;
}

SWEPT(defer_many_ways, test_main)
