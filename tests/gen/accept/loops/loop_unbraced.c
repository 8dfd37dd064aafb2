/* loop_unbraced.c: Bodies without braces, if within for within while. */
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
    int n = 0, s = 0;
    while (n < 3)
        for (int i = n++; i < 4; i++)
            if (await(val(i)) != 2)
                s += await(val(i * n));
            else
                s -= 1;
    return s;
}

PROGRAM(loops_loop_unbraced, test_main)
