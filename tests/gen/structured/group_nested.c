/* group_nested.c: A group in a group: failures end at the inner one's else part. */
#include "corpus.h"

/* Sleeps, and says when it begins and how it was left. */
static async int nap(const char *who, int ms, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }

    event("%s sleeps", who);
    await(cede_sleep(after(ms)));
    return result;
}

static async int test_main(void)
{
    group (outer) {
        spawn(outer, nap("outer task", 8, 0));
        group (inner) {
            spawn(inner, nap("fails", 2, -EIO));
            spawn(inner, nap("inner task", 5, 0));
        } else {
            event("inner %d", cede_group_error(inner));
        }
        event("outer goes on");
        await(nap("own", 1, 0));
    } else {
        event("never");
    }
    return 0;
}

SWEPT(group_nested, test_main)
