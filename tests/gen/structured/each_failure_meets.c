/* each_failure_meets.c: The generator's error, a sibling's failure and a deadline at one time. */
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

static async int consumer(int ms)
{
    within (cede_ms(ms)) {
        await_each (int x, count("a", 2, -EIO)) {
            event("%d", x);
            await(cede_sleep(after(1)));
        } else {
            event("error %d", cede_each_error());
            await(cede_sleep(after(1)));
            return -EPROTO;
        }
    } else {
        event("late");
    }
    return 0;
}

static async int test_main(void)
{
    for (int ms = 4; ms < 9; ms += 2) {
        group (g) {
            spawn(g, consumer(ms));
            spawn(g, nap("sibling", 6, ms == 8 ? -ENOSPC : 0));
            await(nap("own", 7, 0));
        } else {
            event("group %d", cede_group_error(g));
        }
    }
    return 0;
}

SWEPT(each_failure_meets, test_main)
