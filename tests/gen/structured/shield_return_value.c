/* shield_return_value.c: A shield left by a return whose value is awaited in it, while a cancel is
 * held. */
#include "corpus.h"

/* Sleeps, and says when it begins and how it was left. */
static async int nap(const char *who, int ms, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }

    event("%s sleeps", who);
    await(cede_sleep(after(ms)));
    return result;
}

static async int transaction(int n)
{
    defer { event("transaction left, %d", cede_leaving()); }
    shield {
        await(nap("begin", 1, 0));
        return n + await(nap("commit", 2, n));
    }
}

static async int test_main(void)
{
    int total = 0;
    for (int i = 1; i < 4; i++) {
        within (cede_ms(2 * i)) {
            total += await(transaction(i));
            event("total %d", total);
            await(nap("pause", 1, 0));
        } else {
            event("late, total %d", total);
        }
    }
    return total;
}

SWEPT(shield_return_value, test_main)
