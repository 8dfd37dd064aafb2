/* for_shadow.c: The variable of a for shadows one outside, on both sides of awaits. */
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
    int i = 100;
    for (int i = 0; i < 2; i++) {
        await(cede_yield());
        printf("inner %d\n", i);
        for (int i = 7; i < await(val(9)); i++) {
            await(cede_yield());
            printf("innermost %d\n", i);
        }
    }
    await(cede_yield());
    return i;
}

PROGRAM(loops_for_shadow, test_main)
