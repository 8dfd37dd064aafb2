/* each_in_defer.c: await_each in a defer goes on while what is outside is held back. */
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

static async int work(int n)
{
    defer {
        int sum = 0;
        event("defer begins, %d", cede_leaving());
        await_each (int x, count("flush", n, 0)) {
            if (x == 2)
                break;
            sum += x + 1;
            within (cede_ms(1)) {
                await(nap("in defer", 2 * x, 0));
            } else {
                event("late in defer");
            }
        } else {
            event("error %d", cede_each_error());
        }
        event("flushed %d", sum);
    }
    await(nap("work", 3, 0));
    return n;
}

static async int test_main(void)
{
    int a = await(work(1)), b = await(work(4));
    within (cede_ms(2)) {
        await(work(2));
    } else {
        event("late");
    }
    return a + b;
}

SWEPT(each_in_defer, test_main)
