/* for_declarations.c: Several variables of one declaration in for, one of them a pointer. */
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
    int a[4] = { 3, 1, 4, 1 };
    int sum = 0;
    for (int i = 0, n = await(val(4)), *p = a; i < n; i++, p++) {
        await(cede_yield());
        sum = sum * 10 + *p;
    }
    return sum;
}

PROGRAM(loops_for_declarations, test_main)
