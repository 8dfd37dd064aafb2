/* assignment_chained.c: Chained assignments, and assignments as values. */
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
    int a, b, c;
    char narrow;
    a = b = c = await(val(7));
    printf("%d %d %d\n", a, b, c);
    a = (b = await(val(3))) + (c = await(val(4)));
    printf("%d %d %d\n", a, b, c);
    a = narrow = await(val(0x141));
    printf("%x\n", a);
    while ((c = await(val(c - 1))) > 0)
        a += c;
    return a;
}

PROGRAM(expressions_assignment_chained, test_main)
