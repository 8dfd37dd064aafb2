/* in_for_header.c: Aggregates declared in the header of for. */
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
    int sum = 0;
    for (struct { int i, n; int step[2]; } s = { .n = await(val(9)), .step = { 1, 2 } }; s.i < s.n;
         s.i += s.step[sum & 1]) {
        await(cede_yield());
        sum += s.i;
    }
    return sum;
}

PROGRAM(initialisers_in_for_header, test_main)
