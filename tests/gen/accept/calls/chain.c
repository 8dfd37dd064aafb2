/* chain.c: A chain of awaits ten functions deep, each with a local of its own. */
#include "corpus.h"
#include <stdio.h>

#define LINK(name, next, n) \
    static async int name(int v) \
    { \
        int mine[n] = { v }; \
        await(cede_yield()); \
        mine[n - 1] += await(next(v + 1)); \
        return mine[0] + mine[n - 1]; \
    }

static async int last(int v)
{
    await(cede_yield());
    return v;
}

LINK(i, last, 3)
LINK(h, i, 5)
LINK(g, h, 2)
LINK(f, g, 9)
LINK(e, f, 4)
LINK(d, e, 2)
LINK(c, d, 7)
LINK(b, c, 3)
LINK(a, b, 6)

static async int test_main(void)
{
    return await(a(1)) + await(f(1)) * 10;
}

PROGRAM(calls_chain, test_main)
