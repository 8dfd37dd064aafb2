/* within_nested_inner.c: Nested deadlines, of which the inner one passes. */
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
    within (cede_ms(50)) {
        within (cede_ms(5)) {
            await(nap("in", 10, 0));
        } else {
            event("inner");
            await(nap("else", 10, 0));
        }
        event("outer goes on");
    } else {
        event("outer");
    }
    return 0;
}

SWEPT(within_nested_inner, test_main)
