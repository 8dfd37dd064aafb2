/* for_comma_increment.c: An increment of several expressions with awaits among them. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static async int test_main(void)
{
    int i, j, steps = 0;
    for (i = 0, j = 10; i < j; i++, await(cede_yield()), j -= await(val(2)))
        steps++;
    printf("%d %d\n", i, j);
    return steps;
}

PROGRAM(loops_for_comma_increment, test_main)
