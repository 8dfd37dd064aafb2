/* group_while_condition.c: A group in a loop whose condition awaits, with results that end it. */
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
    int a = 0, rounds = 0;
    while (await(nap("condition", 1, a < 2))) {
        group (g) {
            spawn_into(g, &a, nap("round", 2, a + 1));
            defer { rounds++; }
            if (a == 1)
                continue;
        }
        event("round %d", rounds);
    }
    return rounds;
}

SWEPT(group_while_condition, test_main)
