/* yield_within.c: A within around a yield covers what the generator awaits, not the consumer's body. */
#include "corpus.h"

/* Sleeps, and says when it begins and how it was left. */
static async int nap(const char *who, int ms, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }

    event("%s sleeps", who);
    await(cede_sleep(after(ms)));
    return result;
}

static async_iter(int) timed(int ms)
{
    defer { event("timed left, %d", cede_leaving()); }
    within (cede_ms(ms)) {
        for (int i = 0; i < 4; i++) {
            await(cede_sleep(after(2)));
            yield(i);
        }
        event("in time");
    } else {
        event("late");
        yield(100);
    }
    await(cede_sleep(after(1)));
    yield(200);
}

static async int over(int ms, int slow, int until)
{
    int sum = 0;
    await_each (int x, timed(ms)) {
        await(nap("body", slow, 0));
        sum += x;
        if (x == until)
            break;
    }
    return sum;
}

static async int test_main(void)
{
    event("= %d", await(over(10, 0, -1)));
    event("= %d", await(over(5, 2, -1)));
    event("= %d", await(over(5, 9, -1)));
    event("= %d", await(over(5, 9, 0)));
    event("= %d", await(over(5, 2, 100)));
    return 0;
}

SWEPT(yield_within, test_main)
