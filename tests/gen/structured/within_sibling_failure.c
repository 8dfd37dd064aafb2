/* within_sibling_failure.c: A deadline in a task that is cancelled because its sibling failed. */
#include "corpus.h"

static async int careful(int id)
{
    within (cede_ms(30)) {
        defer { await(cede_sleep(after(1))); event("careful %d, %d", id, cede_leaving()); }
        await(cede_sleep(after(9)));
    } else {
        event("never");
    }
    return 0;
}

static async int fail(void)
{
    within (cede_ms(30)) {
        await(cede_sleep(after(4)));
        return -EIO;
    }
    return 0;
}

static async int test_main(void)
{
    group (g) {
        spawn(g, careful(1));
        spawn(g, fail());
        spawn(g, careful(2));
    } else {
        event("error %d", cede_group_error(g));
    }
    return 0;
}

SWEPT(within_sibling_failure, test_main)
