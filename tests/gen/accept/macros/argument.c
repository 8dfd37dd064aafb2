/* argument.c: An await in a macro argument that is used once. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

#define SQUARE_PLUS(x, y) ((x) + (y) * (y))
#define ID(x) x

static async int test_main(void)
{
    int y = 3;
    return SQUARE_PLUS(await(val(4)), y) + ID(await(val(ID(5)))) + ID(ID((await(val(6)))));
}

PROGRAM(macros_argument, test_main)
