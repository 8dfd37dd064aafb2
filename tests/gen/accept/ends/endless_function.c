/* endless_function.c: A function that never returns on its own, left by a return in a loop. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static async int forever(int n)
{
    while (1) {
        await(cede_yield());
        if (await(val(n)) > 4)
            return n;
        n++;
    }
}

static async int test_main(void)
{
    return await(forever(1));
}

PROGRAM(ends_endless_function, test_main)
