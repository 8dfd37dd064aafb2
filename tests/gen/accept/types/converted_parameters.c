/* converted_parameters.c: Arguments are converted to the parameters' types. */
#include "corpus.h"
#include <stdio.h>

static async int show(char c, unsigned char u, _Bool b, float f, short s, long long l)
{
    await(cede_yield());
    printf("%d %d %d %g %d %lld\n", c, u, b, f, s, l);
    return c + u + b + s;
}

static async int test_main(void)
{
    int n = await(show((char)0x7f, (unsigned char)-1, 35, 7, (short)0x18000, -1));
    n += await(show('a', 'b', 0.25 > 0, 0.1, (short)65537, 1u));
    return n;
}

PROGRAM(types_converted_parameters, test_main)
