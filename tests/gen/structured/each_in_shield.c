/* each_in_shield.c: A shield around await_each, in its body, and both. */
#include "corpus.h"

/* Sleeps, and says when it begins and how it was left. */
static async int nap(const char *who, int ms, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }

    event("%s sleeps", who);
    await(cede_sleep(after(ms)));
    return result;
}

/* Waits before each value, and says how it was left. */
static async_iter(int) count(const char *who, int n, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }
    for (int i = 0; i < n; i++) {
        await(cede_sleep(after(2)));
        event("%s yields %d", who, i);
        yield(i);
    }
    return result;
}

static async int test_main(void)
{
    within (cede_ms(5)) {
        shield {
            await_each (int x, count("a", 4, 0))
                event("held %d", x);
        }
        event("behind the brace");
        await(nap("waits", 1, 0));
    } else {
        event("late");
    }
    within (cede_ms(5)) {
        await_each (int x, count("b", 4, 0)) {
            shield {
                await(nap("body", 2, 0));
                if (x == 3)
                    break;
            }
        }
    } else {
        event("late");
    }
    shield {
        await_each (int x, count("c", 3, 0)) {
            if (x == 1)
                break;
        }
    }
    return 0;
}

SWEPT(each_in_shield, test_main)
