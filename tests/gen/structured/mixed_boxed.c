/* mixed_boxed.c: Cancelled awaits of boxed calls. */
#include "corpus.h"

static async int worker(int n)
{
    defer { await(cede_sleep(after(1))); event("worker %d left, %d", n, cede_leaving()); }
    await(cede_sleep(after(5)));
    return n;
}

static async int test_main(void)
{
    int r = 0;
    for (int i = 1; i < 4; i++) {
        within (cede_ms(2 * i)) {
            r += await(boxed(worker(i)));
        } else {
            event("late %d", i);
        }
    }
    return r;
}

SWEPT(mixed_boxed, test_main)
