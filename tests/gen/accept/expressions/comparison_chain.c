/* comparison_chain.c: Values of comparisons and negations used as numbers. */
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
    int n = 0;
    for (int i = 0; i < 4; i++)
        n += (await(val(i)) > 1) * 10 + !(await(val(i)) == 2) + !!await(val(i));
    return n;
}

PROGRAM(expressions_comparison_chain, test_main)
