/* many.c: Fifty locals that are alive together. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

#define TEN(M, d) M(d##0) M(d##1) M(d##2) M(d##3) M(d##4) M(d##5) M(d##6) M(d##7) M(d##8) M(d##9)
#define FIFTY(M) TEN(M, 1) TEN(M, 2) TEN(M, 3) TEN(M, 4) TEN(M, 5)
#define DECLARE(n) int v##n = n;
#define CHANGE(n) v##n += 1;
#define ADD(n) + v##n

static async int test_main(void)
{
    FIFTY(DECLARE)
    await(cede_yield());
    FIFTY(CHANGE)
    await(cede_yield());
    return await(val(0)) FIFTY(ADD);
}

PROGRAM(locals_many, test_main)
