/* recursion_mutual.c: Mutual recursion through a prototype. */
#include "corpus.h"
#include <stdio.h>

static async int odd(int n);

static async int even(int n)
{
    if (n == 0)
        return 1;
    await(cede_yield());
    return await(odd(n - 1));
}

static async int odd(int n)
{
    return n == 0 ? 0 : await(even(n - 1));
}

static async int test_main(void)
{
    return await(even(7)) * 100 + await(even(10)) * 10 + await(odd(3));
}

PROGRAM(calls_recursion_mutual, test_main)
