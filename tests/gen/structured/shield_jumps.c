/* shield_jumps.c: Shields left by break, continue, goto and return while a signal is held. */
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
        shield {
            await(nap("shielded", 4, 0));
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
    await(nap("behind", 1, 0));
    return 10;
out:
    return 20;
}

static async int test_main(void)
{
    int r = 0;
    for (int how = 0; how < 4; how++) {
        within (cede_ms(3)) {
            r += await(leave(how));
            event("has left, %d", r);
        } else {
            event("late in %d", how);
        }
    }
    return r;
}

SWEPT(shield_jumps, test_main)
