/* typedef_shadowed.c: A local that hides a typedef name, and the typedef again behind its block. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

typedef int T;

static async int test_main(void)
{
    T a = await(val(3));
    {
        int T = 5, b = T * a;
        await(cede_yield());
        printf("%d %d\n", b, (T) + a);
    }
    T *p = &a;
    await(cede_yield());
    return *p * (T)2.9;
}

PROGRAM(names_typedef_shadowed, test_main)
