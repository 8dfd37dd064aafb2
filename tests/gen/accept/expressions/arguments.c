/* arguments.c: Awaits as arguments, and as arguments of arguments. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static async int add(int a, int b)
{
    await(cede_yield());
    return a + b;
}

static int plain_add(int a, int b, int c)
{
    return a * 100 + b * 10 + c;
}

static async int test_main(void)
{
    printf("%d\n", await(add(await(val(1)), await(val(2)))));
    printf("%d\n", await(add(await(add(1, await(val(2)))), await(add(await(add(3, 4)), 5)))));
    printf("%d\n", plain_add(await(val(1)), 2, await(add(1, 2))));
    printf("%d %d %d\n", await(val(7)), 8, plain_add(await(val(9)), await(val(8)), await(val(7))));
    return await(val(await(val(await(val(42))))));
}

PROGRAM(expressions_arguments, test_main)
