/* complex_numbers.c: Complex numbers. */
#include "corpus.h"
#include <complex.h>
#include <stdio.h>

static async double complex turn(double complex z)
{
    double complex by = I;
    await(cede_yield());
    return z * by;
}

static async float _Complex narrow(double complex z)
{
    await(cede_yield());
    return (float _Complex)z;
}

static async int test_main(void)
{
    double complex z = 1 + 2 * I, w = await(turn(z)) + await(turn(await(turn(z))));
    await(cede_yield());
    printf("%g %g\n", creal(w), cimag(w));
    w *= await(turn(2));
    printf("%g %g %g\n", creal(w), cimag(w), (double)crealf(await(narrow(w))));
    return (int)cimag(w);
}

PROGRAM(types_complex_numbers, test_main)
