/* pointer_variable.c: Await through a variable of function pointer type. */
#include "corpus.h"
#include <stdio.h>

static async int add(int a, int b)
{
    await(cede_yield());
    return a + b;
}

static async int multiply(int a, int b)
{
    int r = 0;
    while (b-- > 0)
        r = await(add(r, a));
    return r;
}

static async int test_main(void)
{
    int (*f)(int, int) = add;
    int n = await(f(2, 3));
    f = multiply;
    n += await(f(4, 5));
    n += await((*f)(1, await(f(2, 2))));
    return n;
}

PROGRAM(calls_pointer_variable, test_main)
