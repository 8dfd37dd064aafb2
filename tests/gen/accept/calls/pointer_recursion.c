/* pointer_recursion.c: Recursion through a pointer. */
#include "corpus.h"
#include <stdio.h>

static int (*step)(int, int);

static async int sum_to(int n, int so_far)
{
    await(cede_yield());
    return n == 0 ? so_far : await(step(n - 1, so_far + n));
}

static async int test_main(void)
{
    step = sum_to;
    return await(step(100, 0));
}

PROGRAM(calls_pointer_recursion, test_main)
