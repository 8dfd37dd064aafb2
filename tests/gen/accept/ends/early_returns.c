/* early_returns.c: Returns at many places, some before any await. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static async int classify(int n)
{
    if (n < 0)
        return -1;
    if (await(val(n)) == 0)
        return 0;
    for (int i = 2; i < n; i++) {
        if (n % i == 0)
            return await(val(i));
        await(cede_yield());
    }
    switch (n) {
    case 1: return 1;
    case 2: { return await(val(2)); }
    default: break;
    }
    return n;
}

static async int test_main(void)
{
    for (int i = -1; i < 10; i++)
        printf("%d ", await(classify(i)));
    printf("\n");
    return 0;
}

PROGRAM(ends_early_returns, test_main)
