/* return_awkward.c: A struct with a const member is kept while blocks are left, whose defers await. */
#include "corpus.h"
struct big { int a[5]; const int k; };

static async int nap(int ms, int v)
{
    await(cede_sleep(after(ms)));
    return v;
}

static async struct big make(int v)
{
    struct big b = { { v, v + 1, v + 2 }, v };
    defer {
        int waste[5] = { 9, 9, 9, 9, 9 };
        await(nap(1, waste[2]));
        event("%d", waste[3]);
    }
    {
        defer { await(nap(1, 1)); }
        if (v > 3)
            return b;
        defer { b.a[1] = 77; await(nap(1, 2)); }
        if (v > 2)
            return b;
    }
    shield {
        if (v > 1)
            return (struct big){ { await(nap(1, 5)) }, 3 };
    }
    within (cede_ms(1)) {
        await(nap(v, 1));
        return b;
    } else {
        return (struct big){ { 1000 }, 4 };
    }
}

static async int test_main(void)
{
    int r = 0;
    for (int i = 0; i < 6; i++) {
        struct big b = await(make(i));
        event("%d %d %d %d", b.a[0], b.a[1], b.a[2], b.k);
        r += await(make(i)).a[1];
    }
    return r;
}

SWEPT(return_awkward, test_main)
