/* dead_then_reused.c: A local that is dead across one await and used again across another. */
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
    int x = await(val(1)), r = x;
    await(cede_yield());
    x = await(val(20));
    await(cede_yield());
    r += x;
    {
        int big[30];
        big[0] = r;
        await(cede_yield());
        big[29] = big[0] + 1;
        r = await(val(big[29]));
    }
    x = 300;
    await(cede_yield());
    return r + x;
}

PROGRAM(locals_dead_then_reused, test_main)
