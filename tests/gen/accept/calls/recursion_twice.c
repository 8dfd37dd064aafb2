/* recursion_twice.c: Recursion at two places of one expression. */
#include "corpus.h"
#include <stdio.h>

static async int fibonacci(int n)
{
    if (n < 2) {
        await(cede_yield());
        return n;
    }
    return await(fibonacci(n - 1)) + await(fibonacci(n - 2));
}

static async int test_main(void)
{
    return await(fibonacci(10));
}

PROGRAM(calls_recursion_twice, test_main)
