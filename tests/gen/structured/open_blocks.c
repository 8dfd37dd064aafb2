/* open_blocks.c: Held generators in nested blocks, with await_each, within and shield between. */
#include "corpus.h"

/* Waits before each value, and says how it was left. */
static async_iter(int) count(const char *who, int n, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }
    for (int i = 0; i < n; i++) {
        await(cede_sleep(after(2)));
        event("%s yields %d", who, i);
        yield(i);
    }
    return result;
}

static async int test_main(void)
{
    int x, y = 0;
    cede_iter(int) *out = open_iter(count("out", 5, 0));
    await_each (int z, count("each", 3, 0)) {
        cede_iter(int) *in = open_iter(count("in", 2, 0));
        await(cede_next(out, &x));
        shield {
            await(cede_next(in, &y));
        }
        within (cede_ms(z)) {
            await(cede_next(in, &y));
        } else {
            event("late %d", z);
            continue;
        }
        event("%d %d %d", z, x, y);
        if (z == 2)
            break;
    }
    await(cede_next(out, &x));
    event("%d", x);
    return 0;
}

SWEPT(open_blocks, test_main)
