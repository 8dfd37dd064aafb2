/* deep.c: Parentheses and operators forty deep. */
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
    int n = ((((((((((await(val(1)) + 1) * 2) + await(val(3))) * 2) - 1) ^ await(val(5))) + 7)
              * (await(val(2)) + (1 + (await(val(1)) + (2 * (3 - await(val(2))))))))
             % 1009) + ((((await(val(9)))))));
    return n;
}

PROGRAM(expressions_deep, test_main)
