/* within_failure.c: A sibling's failure unwinds through deadlines that have not passed. */
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
    group (g) {
        spawn(g, nap("fails", 3, -EIO));
        within (cede_ms(50)) {
            defer { event("inner, %d", cede_leaving()); }
            within_until (cede_after(cede_ms(40))) {
                await(nap("own", 9, 0));
            } else {
                event("never");
            }
        } else {
            event("never");
        }
    } else {
        event("error %d", cede_group_error(g));
    }
    return 0;
}

SWEPT(within_failure, test_main)
