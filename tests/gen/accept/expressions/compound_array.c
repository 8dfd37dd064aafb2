/* compound_array.c: A[i] += await(f()) reads i and a[i] after f has ended. */
#include "corpus.h"
#include <stdio.h>

static int a[3] = { 1, 2, 3 }, at;

static async int move(int to)
{
    await(cede_yield());
    at = to;
    a[to] += 100;
    return 10;
}

static async int test_main(void)
{
    a[at] += await(move(2));
    printf("%d %d %d\n", PROMISED(a[0], 1), PROMISED(a[1], 2), PROMISED(a[2], 113));
    return at;
}

PROGRAM(expressions_compound_array, test_main)
