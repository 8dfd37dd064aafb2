/* open_deadline.c: A deadline ends the generator that is being pulled; its answer tells so from then on. */
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
    int x = -1, r;
    cede_iter(int) *it = open_iter(count("a", 4, 0));
    r = await(cede_next(it, &x));
    within (cede_ms(1)) {
        r = await(cede_next(it, &x));
        event("never");
    } else {
        event("late");
    }
    r = await(cede_next(it, &x));
    event("then %d, %d", r, x);
    within (cede_ms(3)) {
        cede_iter(int) *in = open_iter(count("b", 4, 0));
        while (await(cede_next(in, &x)) > 0) {
            event("%d", x);
            await(nap("body", 2, 0));
        }
    } else {
        event("late");
    }
    return 0;
}

SWEPT(open_deadline, test_main)
