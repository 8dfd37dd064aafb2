/* within_pending.c: A computation asks whether it should stop. */
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
    int asked = 0;
    within (cede_ms(5)) {
        shield { await(nap("holds", 8, 0)); event("in shield %d", cede_cancel_pending() != 0); }
        while (!cede_cancel_pending() && asked < 100)
            asked++;
        event("asked %d times", asked);
        await(nap("waits", 1, 0));
    } else {
        event("late");
    }
    event("afterwards %d", cede_cancel_pending() != 0);
    return asked;
}

SWEPT(within_pending, test_main)
