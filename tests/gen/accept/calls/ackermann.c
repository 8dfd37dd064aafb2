/* ackermann.c: Nested recursive calls as arguments. */
#include "corpus.h"
#include <stdio.h>

static async int ackermann(int m, int n)
{
    if (m == 0)
        return n + 1;
    if (n == 0)
        return await(ackermann(m - 1, 1));
    return await(ackermann(m - 1, await(ackermann(m, n - 1))));
}

static async int test_main(void)
{
    await(cede_yield());
    return await(ackermann(2, 3));
}

PROGRAM(calls_ackermann, test_main)
