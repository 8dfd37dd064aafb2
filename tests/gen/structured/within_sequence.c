/* within_sequence.c: Deadlines one behind the other in one function, in a loop. */
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
    int late = 0;
    for (int i = 0; i < 3; i++) {
        within (cede_ms(3 + i)) {
            await(nap("a", 4, 0));
        } else {
            late += 1;
        }
        within (cede_ms(5 - i)) {
            await(nap("b", 4, 0));
        } else {
            late += 10;
        }
    }
    return late;
}

SWEPT(within_sequence, test_main)
