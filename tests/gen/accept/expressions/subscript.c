/* subscript.c: Awaits in subscripts, in what is subscripted, and in both. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static async int *array(int *a)
{
    await(cede_yield());
    return a;
}

static async int test_main(void)
{
    int a[5] = { 10, 20, 30, 40, 50 }, m[2][3] = { { 1, 2, 3 }, { 4, 5, 6 } };
    printf("%d\n", a[await(val(2))]);
    printf("%d\n", await(array(a))[3]);
    printf("%d\n", await(array(a))[await(val(4))]);
    printf("%d\n", a[a[await(val(0))] - 9]);
    printf("%d\n", m[await(val(1))][await(val(2))]);
    printf("%d\n", await(val(1))[a]);
    a[await(val(1))] = await(val(99));
    *await(array(a + 2)) = 98;
    await(array(a))[0] += a[await(val(1))];
    return a[0] + a[1] + a[2];
}

PROGRAM(expressions_subscript, test_main)
