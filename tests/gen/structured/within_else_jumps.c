/* within_else_jumps.c: Break, continue, goto and return in the else part. */
#include "corpus.h"

/* Sleeps, and says when it begins and how it was left. */
static async int nap(const char *who, int ms, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }

    event("%s sleeps", who);
    await(cede_sleep(after(ms)));
    return result;
}

static async int try_for(int how)
{
    for (int i = 0; i < 2; i++) {
        within (cede_ms(1)) {
            await(nap("slow", 5, 0));
        } else {
            if (how == 0)
                break;
            if (how == 1)
                continue;
            if (how == 2)
                goto out;
            return how;
        }
        event("never");
    }
    return 100;
out:
    return 200;
}

static async int test_main(void)
{
    int r = 0;
    for (int how = 0; how < 4; how++)
        r += await(try_for(how));
    return r;
}

SWEPT(within_else_jumps, test_main)
