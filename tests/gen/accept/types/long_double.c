/* long_double.c: Long double parameters, results and locals. */
#include "corpus.h"
#include <stdio.h>

static async long double scale(long double x, int by)
{
    long double y = x * by;
    await(cede_yield());
    return y + 0.25L;
}

static async int test_main(void)
{
    long double a = 1.5L, b = await(scale(a, 3));
    await(cede_yield());
    a += await(scale(b, 2)) * 2;
    printf("%.3Lf %.3Lf\n", a, b);
    return (int)(a + await(scale(await(scale(1, 1)), 1)));
}

PROGRAM(types_long_double, test_main)
