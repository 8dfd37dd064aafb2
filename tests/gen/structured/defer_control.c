/* defer_control.c: Loops, switches and jumps inside a defer's own block. */
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
    defer {
        for (int i = 0; i < 4; i++) {
            if (i == 1)
                continue;
            if (i == 3)
                break;
            await(cede_sleep(after(1)));
            event("loop %d", i);
        }
        switch (cede_leaving()) {
        case 0:
            event("normal");
            break;
        default:
            event("unwinding");
        }
    }
    await(nap("body", 1, 0));
    return 0;
}

SWEPT(defer_control, test_main)
