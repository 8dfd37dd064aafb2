/* arithmetic.c: Awaits on both sides of each binary operator. */
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
    printf("%d\n", await(val(7)) + await(val(3)) * await(val(2)));
    printf("%d\n", (await(val(7)) - await(val(3))) / await(val(2)));
    printf("%d\n", await(val(17)) % await(val(5)) << await(val(2)));
    printf("%d\n", (await(val(0x55)) & await(val(0x0f))) | (await(val(0x100)) ^ await(val(0x001))));
    printf("%d\n", await(val(3)) < await(val(4)));
    printf("%d\n", (await(val(3)) >= await(val(4))) == await(val(0)));
    printf("%d\n", await(val(5)) != await(val(5)));
    return 1 + 2 * await(val(3)) - 4 / await(val(2));
}

PROGRAM(expressions_arithmetic, test_main)
