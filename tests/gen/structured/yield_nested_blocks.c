/* yield_nested_blocks.c: Within, shield, await_each and defer around one yield, left each way. */
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

static async_iter(int) deep(int ms)
{
    within (cede_ms(ms)) {
        defer { event("in within, %d", cede_leaving()); await(cede_sleep(after(1))); }
        shield {
            await_each (int x, count("in", 4, 0)) {
                defer { event("in each, %d", cede_leaving()); }
                within (cede_ms(5)) {
                    if (x == 1)
                        continue;
                    yield(x);
                    await(nap("deep", 1, 0));
                    if (x == 2)
                        break;
                }
            }
        }
        await(nap("outside", 1, 0));
    } else {
        event("late");
        return -ETIMEDOUT;
    }
}

static async int test_main(void)
{
    for (int i = 0; i < 3; i++) {
        await_each (int x, deep(i == 0 ? 30 : 4)) {
            event("%d %d", i, x);
            await(nap("body", 2, 0));
            if (i == 2)
                break;
        } else {
            event("error %d", cede_each_error());
        }
    }
    return 0;
}

SWEPT(yield_nested_blocks, test_main)
