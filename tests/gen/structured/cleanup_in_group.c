/* cleanup_in_group.c: A group's tasks end before the cleanups of its block run. The defer behind them has
 * the oracle wait there. */
#include "corpus.h"

#define CLEANUP(f) __attribute__((cleanup(f)))

static void done(int *x)
{
    event("done %d", *x);
}

static async int add(int *x, int ms)
{
    defer { event("add left at %d", *x); }
    await(cede_sleep(after(ms)));
    *x += ms;
    return 0;
}

static async int test_main(void)
{
    int r = 0;
    for (int i = 0; i < 3; i++) {
        group (g) {
            CLEANUP(done) int x = 100;
            CLEANUP(done) int y = 200;
            defer { event("waited for"); }
            spawn(g, add(&x, 3));
            spawn(g, add(&y, 5));
            if (i == 1)
                continue;
            await(cede_sleep(after(4)));
            if (i == 2)
                break;
        }
        r++;
    }
    return r;
}

SWEPT(cleanup_in_group, test_main)
