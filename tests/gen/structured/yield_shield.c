/* yield_shield.c: A shield around a yield holds back while the generator waits, not in the consumer's body. */
#include "corpus.h"

/* Sleeps, and says when it begins and how it was left. */
static async int nap(const char *who, int ms, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }

    event("%s sleeps", who);
    await(cede_sleep(after(ms)));
    return result;
}

static async_iter(int) guarded(void)
{
    defer { event("guarded left, %d", cede_leaving()); }
    shield {
        await(nap("before", 3, 0));
        yield(1);
        await(nap("between", 3, 0));
        yield(2);
    }
    await(nap("open", 2, 0));
    yield(3);
}

static async int over(int ms, int slow)
{
    int last = 0;
    within (cede_ms(ms)) {
        await_each (int x, guarded()) {
            last = x;
            event("got %d", x);
            await(nap("body", slow, 0));
        }
    } else {
        event("late");
    }
    return last;
}

static async int test_main(void)
{
    event("= %d", await(over(2, 0)));
    event("= %d", await(over(5, 1)));
    event("= %d", await(over(4, 4)));
    event("= %d", await(over(50, 1)));
    return 0;
}

SWEPT(yield_shield, test_main)
