/* initialises_again.c: A declaration with initialiser reached again by a backward goto is
 * initialised afresh. */
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
    int rounds = 0, sum = 0;
again:;
    int fresh = await(val(10));
    await(cede_yield());
    fresh++;
    sum += fresh;
    if (++rounds < 3)
        goto again;
    return sum;
}

PROGRAM(goto_initialises_again, test_main)
