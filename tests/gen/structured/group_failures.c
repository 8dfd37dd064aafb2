/* group_failures.c: Several failures are listed in the order the tasks ended. */
#include "corpus.h"

static async int fail(int ms, int cleanup, int error)
{
    within (cede_ms(100)) {
        defer { await(cede_sleep(after(cleanup))); }
        await(cede_sleep(after(ms)));
    }
    return error;
}

static async int stubborn(int ms, int error)
{
    shield { await(cede_sleep(after(ms))); }
    return error;
}

static async int test_main(void)
{
    group (g) {
        spawn(g, stubborn(9, -EBADF));
        spawn(g, fail(1, 1, -EIO));
        spawn(g, stubborn(5, -ENOENT));
        spawn(g, stubborn(6, 3));
    } else {
        int errors[4] = { 0 };
        unsigned n = cede_group_errors(g, errors, 4);
        event("%u: %d %d %d, first %d", n, errors[0], errors[1], errors[2], cede_group_error(g));
    }
    return 0;
}

SWEPT(group_failures, test_main)
