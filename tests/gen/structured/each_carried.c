/* each_carried.c: Without an else part an error is carried on, through all that is around. */
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

static async int plain(int result)
{
    await_each (int x, count("plain", 1, result))
        event("%d", x);
    return 5;
}

static async int through(int result)
{
    defer { event("through left, %d", cede_leaving()); await(cede_sleep(after(1))); }
    within (cede_ms(50)) {
        await_each (int a, count("outer", 2, 0)) {
            shield {
                await_each (int b, count("inner", 1, result))
                    event("%d %d", a, b);
            }
        }
    }
    return 6;
}

static async int in_group(int result)
{
    group (g) {
        spawn(g, nap("sibling", 5, 0));
        await_each (int x, count("grouped", 1, result))
            event("%d", x);
        event("end");
    }
    return 7;
}

static async int test_main(void)
{
    event("= %d", await(plain(0)));
    event("= %d", await(plain(3)));
    event("= %d", await(plain(-EIO)));
    event("= %d", await(through(0)));
    event("= %d", await(through(-EPROTO)));
    event("= %d", await(in_group(0)));
    event("= %d", await(in_group(-ENOSPC)));
    return 0;
}

SWEPT(each_carried, test_main)
