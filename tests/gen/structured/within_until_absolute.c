/* within_until_absolute.c: An absolute deadline over several attempts. */
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
    cede_time deadline = cede_after(cede_ms(11));
    int tries = 0;
    for (;;) {
        within_until (deadline) {
            await(nap("try", 4, 0));
            tries++;
            continue;
        } else {
            event("late after %d", tries);
        }
        break;
    }
    event("%ld ms over", (long)(-cede_until(deadline).ns / 1000000));
    return tries;
}

SWEPT(within_until_absolute, test_main)
