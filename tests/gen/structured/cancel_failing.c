/* cancel_failing.c: A cancelled sibling that ends with a failure of its own counts as one. */
#include "corpus.h"

static async int sore_loser(void)
{
    int r = 0;
    group (g) {
        shield { await(cede_sleep(after(5))); }
        (void)g;
        r = -ENOENT;
    }
    return r;
}

static async int fail(void)
{
    await(cede_sleep(after(2)));
    return -EIO;
}

static async int test_main(void)
{
    group (g) {
        spawn(g, sore_loser());
        spawn(g, fail());
    } else {
        int errors[2] = { 0 };
        unsigned n = cede_group_errors(g, errors, 2);
        event("%u: %d %d", n, errors[0], errors[1]);
    }
    return 0;
}

SWEPT(cancel_failing, test_main)
