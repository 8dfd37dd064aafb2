/* for_fresh_initialiser.c: A local of the body is initialised afresh in each iteration. */
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
    int total = 0;
    for (int i = 0; i < 4; i++) {
        int fresh[3] = { i };
        char name[] = "x";
        await(cede_yield());
        fresh[1] += await(val(i));
        fresh[2]++;
        name[0] += (char)i;
        await(cede_yield());
        printf("%d %d %d %s\n", fresh[0], fresh[1], fresh[2], name);
        total += fresh[0] + fresh[1] + fresh[2];
    }
    return total;
}

PROGRAM(loops_for_fresh_initialiser, test_main)
