/* static_same_name.c: Statics of one name in two functions and at file scope. */
#include "corpus.h"
#include <stdio.h>

static int n = 100;

static async int first(void)
{
    static int n = 10;
    await(cede_yield());
    return n++;
}

static async int second(void)
{
    static int n = 20;
    await(cede_yield());
    {
        static int n = 30;
        n++;
        await(cede_yield());
        printf("%d\n", n);
    }
    return n++;
}

static async int test_main(void)
{
    int r = 0;
    for (int i = 0; i < 2; i++)
        r += await(first()) + await(second());
    return r + n;
}

PROGRAM(names_static_same_name, test_main)
