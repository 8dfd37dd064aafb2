/* within_loop.c: Break and continue in a within belong to the loop around it. */
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
    for (int i = 0; i < 5; i++) {
        within (cede_ms(4)) {
            if (i == 0)
                continue;
            await(nap("try", i, 0));
            if (i == 3)
                break;
            event("end %d", i);
        } else {
            event("late %d", i);
            break;
        }
        event("behind %d", i);
    }
    await(nap("after", 9, 0));
    return 0;
}

SWEPT(within_loop, test_main)
