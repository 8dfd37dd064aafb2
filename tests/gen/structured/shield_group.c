/* shield_group.c: A group in a shield: cancelling waits until its tasks have ended. */
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
    int a = 0, b = 0;
    shield {
        group (g) {
            spawn_into(g, &a, nap("a", 3, 1));
            spawn_into(g, &b, nap("b", 5, 2));
        }
        event("both");
    }
    await(nap("behind", 1, 0));
    return a + b;
}

SWEPT(shield_group, test_main)
