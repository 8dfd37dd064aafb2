/* each_group_in_body.c: A group in the body: leaving it waits for its tasks, then closes the generator. */
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
    await_each (int x, count("a", 4, 0)) {
        group (g) {
            defer { event("group left, %d", cede_leaving()); }
            spawn(g, nap("task", 2, 0));
            await(nap("own", 1, 0));
            if (x == 1)
                continue;
            if (x == 2)
                break;
        } else {
            event("never");
        }
        event("behind %d", x);
    }
    await_each (int x, count("b", 3, 0)) {
        group (g) {
            spawn(g, nap("fails", 1, x == 1 ? -EIO : 0));
            spawn(g, nap("long", 3, 0));
        } else {
            event("error %d", cede_group_error(g));
            break;
        }
    }
    await_each (int x, count("c", 2, 0))
        group (g) {
            spawn(g, nap("carried", 1, -EPROTO));
            (void)x;
        }
    event("never");
    return 0;
}

SWEPT(each_group_in_body, test_main)
