/* dangling_else.c: An else belongs to the nearest if, awaits or not. */
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
    for (int i = 0; i < 4; i++) {
        if (i & 1) {
            if (await(val(i & 2)))
                printf("%d both\n", i);
        } else
            printf("%d even\n", i);
    }
    return 0;
}

PROGRAM(loops_dangling_else, test_main)
