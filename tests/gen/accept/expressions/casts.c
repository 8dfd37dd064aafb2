/* casts.c: Casts of awaits, and awaits inside casts. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static async double real(double d)
{
    await(cede_yield());
    return d;
}

static async int test_main(void)
{
    printf("%d\n", (int)await(real(3.99)));
    printf("%g\n", (double)await(val(7)) / 2);
    printf("%d\n", (char)await(val(0x1234)));
    printf("%u\n", (unsigned)(unsigned short)await(val(-1)));
    printf("%d\n", (_Bool)await(real(0.25)));
    printf("%d\n", (int)(long long)(await(real(1e6)) * 3));
    (void)await(val(3));
    return (int)(signed char)(await(val(100)) + await(val(100)));
}

PROGRAM(expressions_casts, test_main)
