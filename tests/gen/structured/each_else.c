/* each_else.c: The else part may wait, leave every way, and ask for the error inside of other blocks. */
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

static async int work(int how)
{
    defer { event("work %d left, %d", how, cede_leaving()); }
    for (int i = 0; i < 2; i++) {
        await_each (int x, count("a", 1, how == 5 ? 0 : -EIO)) {
            event("%d", x);
        } else {
            defer { event("else left with %d", cede_each_error()); await(cede_sleep(after(1))); }
            await(nap("else", 1, 0));
            if (how == 0)
                break;
            if (how == 1)
                continue;
            if (how == 2)
                goto out;
            if (how == 3)
                return cede_each_error();
            await_each (int y, count("inner", 2, -EPROTO)) {
                event("%d %d", y, cede_each_error());
            } else {
                event("inner %d", cede_each_error());
            }
            within (cede_ms(1)) {
                await(nap("short", 2, 0));
            } else {
                event("late, and %d", cede_each_error());
            }
        }
        event("behind %d", i);
    }
    return how;
out:
    return 100;
}

static async int test_main(void)
{
    for (int how = 0; how < 6; how++)
        event("= %d", await(work(how)));
    return 0;
}

SWEPT(each_else, test_main)
