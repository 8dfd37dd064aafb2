/* each_continue.c: Continue goes on to the next value, out of inner blocks too. */
#include "corpus.h"

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
    int odd = 0;
    await_each (int x, count("a", 6, 0)) {
        defer { event("body %d left", x); await(cede_sleep(after(1))); }
        if (x == 0)
            continue;
        within (cede_ms(2)) {
            if (x == 1)
                continue;
            await(cede_sleep(after(x)));
            if (x == 2)
                continue;
        } else {
            event("late %d", x);
            continue;
        }
        odd += x;
        event("end %d", x);
    }
    for (int i = 0; i < 2; i++) {
        await_each (int x, count("b", 2, 0)) {
            for (int k = 0; k < 2; k++) {
                if (k == x)
                    continue;
                event("%d %d %d", i, x, k);
            }
            if (x == i)
                continue;
            odd++;
        }
    }
    return odd;
}

SWEPT(each_continue, test_main)
