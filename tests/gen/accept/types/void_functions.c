/* void_functions.c: Functions without a result, with and without return. */
#include "corpus.h"
#include <stdio.h>

static async void plain(int *n)
{
    ++*n;
    await(cede_yield());
    ++*n;
}

static async void early(int *n)
{
    if (*n > 4)
        return;
    await(cede_yield());
    *n += 10;
    return;
}

static void sync(int *n)
{
    ++*n;
}

static async void empty(void)
{
}

static async int test_main(void)
{
    int n = 0;
    await(plain(&n));
    await(early(&n));
    await(early(&n));
    sync(&n);
    await(empty());
    return n;
}

PROGRAM(types_void_functions, test_main)
