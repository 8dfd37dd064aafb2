/* const_in_loops.c: Const locals get a new value in each pass. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static async int test_main(void)
{
    int sum = 0;
    for (int i = 0; i < 4; i++) {
        const int square = await(val(i * i));
        const struct { const int a, b; } pair = { square, await(val(i)) };
        await(cede_yield());
        sum += square + pair.a - pair.b;
    }
    return sum;
}

PROGRAM(locals_const_in_loops, test_main)
