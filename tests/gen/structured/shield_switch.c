/* shield_switch.c: A shield around a switch and in its cases. */
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
    for (int i = 0; i < 3; i++)
        shield {
            switch (await(nap("choice", 1, i))) {
            case 0:
                continue;
            case 1:
                shield { await(nap("one", 1, 0)); break; }
                event("never");
                break;
            default:
                event("two");
            }
            event("behind %d", i);
        }
    return 0;
}

SWEPT(shield_switch, test_main)
