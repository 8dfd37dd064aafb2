/* group_nested_outer_fails.c: An outer group's failure unwinds the inner one. */
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
        spawn(outer, nap("fails", 3, -EIO));
        group (inner) {
            defer { event("inner defer, %d", cede_leaving()); }
            spawn(inner, nap("inner task", 9, 0));
            await(nap("own", 9, 0));
        } else {
            event("never");
        }
        event("never");
    } else {
        event("outer %d", cede_group_error(outer));
    }
    return 0;
}

SWEPT(group_nested_outer_fails, test_main)
