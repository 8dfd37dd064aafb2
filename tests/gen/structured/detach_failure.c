/* detach_failure.c: A detached task in blocks that a failure unwinds. */
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
    for (int i = 0; i < 2; i++) {
        group (g) {
            spawn(g, nap("fails", 2, -EIO));
            within (cede_ms(20)) {
                detach(nap("detached", 4, 0));
                await(nap("own", 6, 0));
            }
        } else {
            event("failed %d", cede_group_error(g));
        }
    }
    await(nap("main", 9, 0));
    return 0;
}

SWEPT(detach_failure, test_main)
