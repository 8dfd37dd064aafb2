/* each_in_within.c: A deadline around await_each ends the generator, and one in the body does not. */
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
    int sum = 0;
    within (cede_ms(7)) {
        await_each (int x, count("a", 5, 0)) {
            sum += x;
            event("body %d", x);
        }
    } else {
        event("late, %d", sum);
    }
    within (cede_ms(9)) {
        await_each (int x, count("b", 5, 0)) {
            sum += x;
            await(nap("body", 3, 0));
        }
    } else {
        event("late, %d", sum);
    }
    await_each (int x, count("c", 3, 0)) {
        within (cede_ms(x)) {
            await(nap("inner", 2, 0));
        } else {
            event("inner late %d", x);
        }
    }
    return sum;
}

SWEPT(each_in_within, test_main)
