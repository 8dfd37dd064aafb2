/* mixed_recursion.c: Recursion with a defer and a deadline at each level. */
#include "corpus.h"

static async int descend(int depth)
{
    defer { event("level %d left, %d", depth, cede_leaving()); }
    await(cede_sleep(after(2)));
    if (depth == 3)
        return 0;
    within (cede_ms(8 - 3 * depth)) {
        return 1 + await(descend(depth + 1));
    } else {
        event("level %d late", depth);
    }
    return 100;
}

static async int test_main(void)
{
    return await(descend(0));
}

SWEPT(mixed_recursion, test_main)
