/* many_parameters.c: Twelve parameters of different sizes and alignments. */
#include "corpus.h"
#include <stdio.h>

static async int all(char a, short b, int c, long d, float e, double f, const char *g, unsigned char h,
                     long long i, _Bool j, long double k, signed char l)
{
    printf("%d %d %d %ld ", a, b, c, d);
    await(cede_yield());
    printf("%g %g %s %d ", e, f, g, h);
    await(cede_yield());
    printf("%lld %d %Lg %d\n", i, j, k, l);
    return a + h + l;
}

static async int test_main(void)
{
    return await(all(1, 2, 3, 4, 5.5f, 6.5, "seven", 8, 9, 1, 11.5L, -12));
}

PROGRAM(types_many_parameters, test_main)
