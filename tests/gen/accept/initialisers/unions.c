/* unions.c: Unions, by their first member and by a designator. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

union number { int i; float f; unsigned char bytes[4]; };

static async int test_main(void)
{
    union number a = { await(val(0x01020304)) }, b = { .f = await(val(1)) }, c = { .bytes[1] = 7 };
    await(cede_yield());
    printf("%x %x %d %d\n", (unsigned)a.i, (unsigned)b.i, c.bytes[0], c.bytes[1]);
    b.bytes[3] ^= 0x80;
    await(cede_yield());
    return (int)b.f;
}

PROGRAM(initialisers_unions, test_main)
