/* recursion.c: Direct recursion. */
#include "corpus.h"
#include <stdio.h>

static async int factorial(int n)
{
    await(cede_yield());
    if (n < 2)
        return 1;
    return n * await(factorial(n - 1));
}

static async int test_main(void)
{
    for (int i = 1; i < 10; i += 3)
        printf("%d\n", await(factorial(i)));
    return 0;
}

PROGRAM(calls_recursion, test_main)
