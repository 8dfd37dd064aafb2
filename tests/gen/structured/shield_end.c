/* shield_end.c: A shield that nothing disturbs, and one in which a deadline waits. */
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
    shield { await(nap("alone", 2, 0)); }
    within (cede_ms(5)) {
        shield {
            await(nap("held", 10, 0));
            event("goes on");
        }
        event("behind the brace");
        await(nap("waits", 1, 0));
        event("never");
    } else {
        event("late");
    }
    return 0;
}

SWEPT(shield_end, test_main)
