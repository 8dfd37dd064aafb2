/* lvalue_once.c: *p() += await(q()) calls p once. */
#include "corpus.h"
#include <stdio.h>

static int x = 5, calls;

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static int *p(void)
{
    calls++;
    return &x;
}

static async int test_main(void)
{
    *p() += await(val(3));
    printf("%d after %d\n", x, calls);
    *p() = await(val(7)) + await(val(8));
    printf("%d after %d\n", x, calls);
    (*p())++;
    *p() *= await(val(2));
    return x * 10 + calls;
}

PROGRAM(expressions_lvalue_once, test_main)
