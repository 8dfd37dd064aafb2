/* matrix.c: Three nested loops over two-dimensional arrays that live across awaits. */
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
    int a[2][3] = { { 1, 2, 3 }, { 4, 5, 6 } };
    int b[3][2] = { { 7, 8 }, { 9, 10 }, { 11, 12 } };
    int c[2][2] = { { 0 } };
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++)
            for (int k = 0; k < 3; k++)
                c[i][j] += await(val(a[i][k])) * b[k][j];
    printf("%d %d %d %d\n", c[0][0], c[0][1], c[1][0], c[1][1]);
    return c[1][1];
}

PROGRAM(loops_matrix, test_main)
