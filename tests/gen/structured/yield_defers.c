/* yield_defers.c: A generator's defers wait, whichever way it is left, last in first out. */
#include "corpus.h"

static async_iter(int) held(const char *who)
{
    defer { event("%s first, %d", who, cede_leaving()); await(cede_sleep(after(2))); }
    yield(1);
    {
        defer { await(cede_sleep(after(1))); event("%s inner, %d", who, cede_leaving()); }
        yield(2);
        await(cede_sleep(after(1)));
    }
    defer {
        within (cede_ms(1)) {
            await(cede_sleep(after(3)));
        } else {
            event("%s gives up", who);
        }
    }
    yield(3);
    return -EIO;
}

static async int over(int until)
{
    await_each (int x, held(until > 3 ? "all" : "some")) {
        event("got %d", x);
        if (x == until)
            return x;
    } else {
        return cede_each_error();
    }
    return 0;
}

static async int test_main(void)
{
    for (int until = 1; until < 5; until++)
        event("= %d", await(over(until)));
    return 0;
}

SWEPT(yield_defers, test_main)
