/* detach_end.c: A detached task that ends before the main task. */
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
        detach(nap("detached", 2, 0));
        await(nap("main", 5, 0));
    } else {
        event("never");
    }
    return 0;
}

SWEPT(detach_end, test_main)
