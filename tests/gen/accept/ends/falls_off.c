/* falls_off.c: Falling off the end of a function with and without a result. */
#include "corpus.h"
#include <stdio.h>

static async void nothing(int n)
{
    if (n)
        await(cede_yield());
    printf("%d\n", n);
}

#pragma GCC diagnostic ignored "-Wreturn-type"
static async int unused_result(int n)
{
    await(cede_yield());
    printf("off %d\n", n);
}

static async int test_main(void)
{
    await(nothing(0));
    await(nothing(1));
    (void)await(unused_result(2));
    return 0;
}

PROGRAM(ends_falls_off, test_main)
