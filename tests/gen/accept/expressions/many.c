/* many.c: Twenty awaits in one expression. */
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
    return await(val(1)) + await(val(2)) * 2 + await(val(3)) * 3 + await(val(4)) * 4
        + await(val(5)) * 5 + await(val(6)) * 6 + await(val(7)) * 7 + await(val(8)) * 8
        + await(val(9)) * 9 + await(val(10)) * 10 - await(val(11)) - await(val(12))
        - await(val(13)) - await(val(14)) - await(val(15)) - await(val(16)) - await(val(17))
        - await(val(18)) - await(val(19)) - await(val(20));
}

PROGRAM(expressions_many, test_main)
