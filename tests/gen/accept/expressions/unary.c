/* unary.c: Unary operators on awaits. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static async int *where(int *p)
{
    await(cede_yield());
    return p;
}

static async int test_main(void)
{
    int x = 5;
    printf("%d %d %d %d\n", -await(val(3)), +await(val(4)), ~await(val(0)), !await(val(9)));
    printf("%d\n", - - -await(val(1)));
    printf("%d\n", *await(where(&x)));
    printf("%d\n", ++*await(where(&x)));
    printf("%d\n", (*await(where(&x)))--);
    printf("%d\n", &*await(where(&x)) == &x);
    return x;
}

PROGRAM(expressions_unary, test_main)
