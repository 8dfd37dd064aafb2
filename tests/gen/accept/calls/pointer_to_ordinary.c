/* pointer_to_ordinary.c: A pointer that holds an ordinary function. */
#include "corpus.h"
#include <stdio.h>

static async int slow(int n)
{
    await(cede_yield());
    return n + 1;
}

static int quick(int n)
{
    printf("quick %d\n", n);
    return n * 10;
}

static async int test_main(void)
{
    int (*f[])(int) = { slow, quick, slow, quick };
    int n = 1;
    for (int i = 0; i < 4; i++)
        n = await(f[i](n));
    return n;
}

PROGRAM(calls_pointer_to_ordinary, test_main)
