/* cleanup_cancelled.c: Cleanups among defers, in every place where a cancel or a deadline may find the function. */
#include "corpus.h"

#define CLEANUP(f) __attribute__((cleanup(f)))

static void done(int *x)
{
    event("done %d", *x);
}

static async int nap(int ms, int result)
{
    CLEANUP(done) int mine = result;
    await(cede_sleep(after(ms)));
    event("slept %d", ms);
    return result;
}

static async int test_main(void)
{
    CLEANUP(done) int a = 1, b = await(nap(3, 2)), c = await(nap(2, 3));
    defer { event("between, %d", cede_leaving()); }
    CLEANUP(done) int d = a + b + c;
    for (CLEANUP(done) int i = 10; i < 13; i++) {
        CLEANUP(done) int body = 10 * i;
        if (i == 11)
            continue;
        d += await(nap(i, 4));
        defer { await(nap(1, 5)); }
        if (i == 12)
            break;
    }
    return d;
}

SWEPT(cleanup_cancelled, test_main)
