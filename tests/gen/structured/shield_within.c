/* shield_within.c: A within inside a shield works as usual. */
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
    shield {
        within (cede_ms(3)) {
            await(nap("in", 5, 0));
        } else {
            event("late inside");
        }
        await(nap("behind", 2, 0));
    }
    return 0;
}

SWEPT(shield_within, test_main)
