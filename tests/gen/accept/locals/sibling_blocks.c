/* sibling_blocks.c: Sibling blocks use one name for different types, and share storage. */
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
    int total = 0;
    {
        char x[100] = { 1 };
        await(cede_yield());
        x[99] = (char)await(val(2));
        total += x[0] + x[99] + x[50];
    }
    {
        double x = 0.5;
        await(cede_yield());
        total += (int)(x * await(val(8)));
    }
    {
        struct { long a[10]; } x = { { 3 } };
        await(cede_yield());
        total += (int)(x.a[0] + x.a[9]);
    }
    for (short x = 0; x < 3; x++)
        total += await(val(x));
    return total;
}

PROGRAM(locals_sibling_blocks, test_main)
