/* detach_ways.c: Tasks detached in blocks that are left in every way. */
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
    for (int i = 0; i < 2; i++) {
        within (cede_ms(5)) {
            detach(nap("detached", 3, 0));
            await(nap("body", how == 4 ? 9 : 1, 0));
            if (how == 0)
                break;
            if (how == 1)
                continue;
            if (how == 2)
                goto out;
            return 3;
        } else {
            event("late");
        }
    }
    return 1;
out:
    return 2;
}

static async int test_main(void)
{
    int r = 0;
    for (int how = 0; how < 5; how++)
        r = r * 10 + await(leave(how));
    return r;
}

SWEPT(detach_ways, test_main)
