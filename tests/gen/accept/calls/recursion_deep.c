/* recursion_deep.c: Ten thousand levels. */
#include "corpus.h"
#include <stdio.h>

static async int depth(int n)
{
    if (n % 1000 == 0)
        await(cede_yield());
    if (n == 0)
        return 0;
    return 1 + await(depth(n - 1));
}

static async int test_main(void)
{
    return await(depth(10000));
}

PROGRAM(calls_recursion_deep, test_main)
