/* defer_switch.c: A defer in a case's block, left by break and by falling through. */
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
        switch (i) {
        case 0: {
            defer { event("case 0, %d", cede_leaving()); }
            await(nap("zero", 1, 0));
            break;
        }
        case 1: {
            defer { await(nap("case 1", 1, 0)); }
            event("one");
        }
            __attribute__((fallthrough));
        default: {
            defer { event("default"); }
            await(nap("other", 2, 0));
        }
        }
    return 0;
}

SWEPT(defer_switch, test_main)
