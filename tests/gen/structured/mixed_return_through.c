/* mixed_return_through.c: A return that leaves a defer, a shield, a within and a group at once. */
#include "corpus.h"

/* Sleeps, and says when it begins and how it was left. */
static async int nap(const char *who, int ms, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }

    event("%s sleeps", who);
    await(cede_sleep(after(ms)));
    return result;
}

static async int work(int how)
{
    group (g) {
        spawn(g, nap("task", 6, how == 2 ? -EIO : 0));
        within (cede_ms(30)) {
            defer { event("within's, %d", cede_leaving()); }
            shield {
                defer { await(nap("shield's", 1, 0)); }
                await(nap("body", 2, 0));
                if (how)
                    return 10 + how;
            }
        }
        event("goes on");
    } else {
        event("failed");
        return 99;
    }
    return 5;
}

static async int test_main(void)
{
    int r = 0;
    for (int how = 0; how < 3; how++) {
        r = await(work(how));
        event("result %d", r);
    }
    return r;
}

SWEPT(mixed_return_through, test_main)
