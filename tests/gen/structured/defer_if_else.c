/* defer_if_else.c: Defers in both arms of an if, and in an else if. */
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
    for (int i = 0; i < 3; i++) {
        if (i == 0) {
            defer { event("then"); }
            await(nap("zero", 1, 0));
        } else if (i == 1) {
            defer { await(nap("else if", 1, 0)); }
            event("one");
        } else {
            defer event("else, %d", cede_leaving());
            await(nap("two", 1, 0));
        }
        event("behind %d", i);
    }
    return 0;
}

SWEPT(defer_if_else, test_main)
