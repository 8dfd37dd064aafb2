/* unevaluated_boxed.c: await(boxed(f())) in sizeof only gives its type. */
#include "corpus.h"

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static async int test_main(void)
{
    int r = await(boxed(val(2)));
    return r + (int)sizeof(await(boxed(val(2)))) + (int)sizeof(await(val(3)));
}

PROGRAM(expressions_unevaluated_boxed, test_main)
