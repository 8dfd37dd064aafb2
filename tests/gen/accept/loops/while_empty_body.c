/* while_empty_body.c: A while whose whole work is the await in its condition. */
#include "corpus.h"
#include <stdio.h>

static async int countdown(int *n)
{
    await(cede_yield());
    return --*n;
}

static async int test_main(void)
{
    int n = 7;
    while (await(countdown(&n)))
        ;
    return n;
}

PROGRAM(loops_while_empty_body, test_main)
