/* shield_nested.c: Shields in shields, and a defer in one. */
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
    within (cede_ms(2)) {
        shield {
            defer { await(nap("defer", 2, 0)); event("held, %d", cede_leaving()); }
            shield { await(nap("inner", 2, 0)); }
            await(nap("outer", 2, 0));
        }
        await(nap("open", 2, 0));
    } else {
        event("late");
    }
    return 0;
}

SWEPT(shield_nested, test_main)
