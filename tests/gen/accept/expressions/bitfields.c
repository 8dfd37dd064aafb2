/* bitfields.c: Bit-fields read and written around awaits. */
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
    struct { unsigned a : 3, b : 5; int c : 4; _Bool d : 1; } s = { 0 };
    s.a = (unsigned)await(val(13)) & 7;
    s.b = (unsigned)await(val(21));
    await(cede_yield());
    s.b += (unsigned)await(val(1));
    s.c = -await(val(3));
    s.d = await(val(8)) != 0;
    s.a++;
    await(cede_yield());
    printf("%d %d %d %d\n", s.a, s.b, s.c, s.d);
    return (int)(s.a | s.b << 3);
}

PROGRAM(expressions_bitfields, test_main)
