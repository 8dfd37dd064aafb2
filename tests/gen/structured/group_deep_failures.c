/* group_deep_failures.c: Failures of tasks' own groups go up level by level. */
#include "corpus.h"

static async int level(int n)
{
    defer { event("level %d left, %d", n, cede_leaving()); }
    group (g) {
        if (n > 0) {
            spawn(g, level(n - 1));
            spawn(g, level(n - 1));
        }
        await(cede_sleep(after(2 + n)));
        if (n == 0)
            return -EIO;
    } else {
        event("level %d has %d", n, cede_group_error(g));
        return cede_group_error(g) - 1;
    }
    return 0;
}

static async int test_main(void)
{
    return -await(level(2));
}

SWEPT(group_deep_failures, test_main)
