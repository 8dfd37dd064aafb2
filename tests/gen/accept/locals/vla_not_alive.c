/* vla_not_alive.c: A variable-length array in a block that is left before any await. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static int sum(int n, const int *a)
{
    int s = 0;
    for (int i = 0; i < n; i++)
        s += a[i];
    return s;
}

static async int test_main(void)
{
    int n = await(val(5)), total;
    {
        int a[n];
        for (int i = 0; i < n; i++)
            a[i] = i + 1;
        total = sum(n, a);
    }
    await(cede_yield());
    return total + await(val(n));
}

PROGRAM(locals_vla_not_alive, test_main)
