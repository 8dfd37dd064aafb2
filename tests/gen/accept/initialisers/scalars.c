/* scalars.c: Initialisers of scalars, several declarators, each seeing the one before. */
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
    int a = await(val(1)), b = a + await(val(2)), c, *p = &b, d = { await(val(7)) };
    await(cede_yield());
    c = *p + d;
    const int e = await(val(c)) * 2;
    await(cede_yield());
    printf("%d %d %d %d %d\n", a, b, c, d, e);
    return e;
}

PROGRAM(initialisers_scalars, test_main)
