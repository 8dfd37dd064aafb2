/* group_nested_carried.c: An inner group's failure is carried through an outer one by return. */
#include "corpus.h"

/* Sleeps, and says when it begins and how it was left. */
static async int nap(const char *who, int ms, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }

    event("%s sleeps", who);
    await(cede_sleep(after(ms)));
    return result;
}

static async int work(void)
{
    group (outer) {
        spawn(outer, nap("outer task", 6, 0));
        group (inner) {
            spawn(inner, nap("fails", 2, -ENOENT));
        }
        event("never");
    } else {
        event("not the outer's");
    }
    return 1;
}

static async int test_main(void)
{
    int r = await(work());
    event("%d", r);
    return 0;
}

SWEPT(group_nested_carried, test_main)
