/* pointers_to_locals.c: Pointers to locals stay valid across awaits, also in other functions. */
#include "corpus.h"
#include <stdio.h>

static async void set(int *p, int v)
{
    await(cede_yield());
    *p = v;
    await(cede_yield());
}

static async int swap(int *a, int *b)
{
    int old = *a;
    await(set(a, *b));
    await(set(b, old));
    return *a - *b;
}

static async int test_main(void)
{
    int x = 1, y = 2, *p = &x, **pp = &p, a[3] = { 0 }, *end = a + 3;
    int d = await(swap(&x, &y));
    **pp += 10;
    *pp = &y;
    await(set(*pp, 50));
    for (int *q = a; q != end; q++)
        await(set(q, (int)(q - a) + 1));
    printf("%d %d %d %d\n", x, y, d, a[0] + a[1] + a[2]);
    return *p;
}

PROGRAM(locals_pointers_to_locals, test_main)
