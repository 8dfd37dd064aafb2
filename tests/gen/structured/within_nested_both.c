/* within_nested_both.c: Of two deadlines that pass during a defer, the outermost wins. */
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
    within (cede_ms(12)) {
        within (cede_ms(5)) {
            defer { await(nap("slow defer", 10, 0)); event("reason %d", cede_leaving()); }
            await(nap("in", 30, 0));
        } else {
            event("inner");
            await(nap("never", 1, 0));
        }
    } else {
        event("outer");
    }
    return 0;
}

SWEPT(within_nested_both, test_main)
