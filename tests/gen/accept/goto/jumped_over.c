/* jumped_over.c: A local whose declaration was jumped over is alive and can be assigned. */
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
    int n = await(val(0));
    goto in;
    {
        int x = 5;
        n = x;
in:
        x = await(val(7));
        await(cede_yield());
        n += x;
    }
    return n;
}

PROGRAM(goto_jumped_over, test_main)
