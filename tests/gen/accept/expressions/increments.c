/* increments.c: Increments around awaits, on what the awaits do not touch. */
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
    int i = 0, j = 10, a[4] = { 0 };
    a[await(val(1))]++;
    --a[await(val(2))];
    i = j++ + await(val(1));
    printf("%d %d\n", i, j);
    i = await(val(5)) - --j;
    printf("%d %d\n", i, j);
    a[0] = a[1]++ + await(val(20));
    return a[0] + a[1] + a[2] * 100;
}

PROGRAM(expressions_increments, test_main)
