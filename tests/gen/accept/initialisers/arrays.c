/* arrays.c: Array initialisers with awaits; the rest is zero. */
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
    int a[] = { await(val(1)), 2, await(val(3)) };
    int b[5] = { await(val(4)) };
    double c[3] = { 0.5, await(val(2)) };
    await(cede_yield());
    for (int i = 0; i < 5; i++)
        printf("%d ", b[i]);
    printf("%zu %d %d %d %g %g\n", sizeof a / sizeof *a, a[0], a[1], a[2], c[1], c[2]);
    return a[2] + b[0];
}

PROGRAM(initialisers_arrays, test_main)
