/* assignment_operators.c: Every assignment operator with an await on its right. */
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
    int x;
    x = await(val(100));
    x += await(val(28));
    printf("%d\n", x);
    x -= await(val(3));
    x *= await(val(2));
    printf("%d\n", x);
    x /= await(val(7));
    x %= await(val(20));
    printf("%d\n", x);
    x <<= await(val(3));
    x >>= await(val(1));
    printf("%d\n", x);
    x |= await(val(0x101));
    x &= await(val(0xff));
    x ^= await(val(0x0f));
    return x;
}

PROGRAM(expressions_assignment_operators, test_main)
