/* no_await.c: An async function without any await, and one that only calls it. */
#include "corpus.h"
#include <stdio.h>

static async int quick(int n)
{
    return n + 1;
}

static async int relay(int n)
{
    return await(quick(n));
}

static async int test_main(void)
{
    int n = 0;
    for (int i = 0; i < 3; i++)
        n += await(relay(await(quick(i))));
    return n;
}

PROGRAM(calls_no_await, test_main)
