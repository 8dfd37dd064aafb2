/* defer_cancel_pending.c: In a defer nothing that is held back is pending, whether it awaits or not. */
#include "corpus.h"

static void ask(const char *where)
{
    event("%s: pending %d", where, cede_cancel_pending());
}

static async int subject(int way)
{
    defer {
        if (way == 2)
            await(cede_sleep(after(1)));
        event("asked itself: %d", cede_cancel_pending());
    }
    defer ask("in a function called from a defer");
    if (way)
        await(cede_sleep(after(3)));
    ask("before the end");
    return way;
}

static async int test_main(void)
{
    int sum = 0;
    for (int way = 0; way < 3; way++) {
        within (cede_ms(2)) {
            sum += await(subject(way));
        } else {
            ask("else");
        }
    }
    return sum;
}

SWEPT(defer_cancel_pending, test_main)
