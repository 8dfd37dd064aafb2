/* declared_late.c: Locals declared between statements and awaits, with different spans of life. */
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
    await(cede_yield());
    int a = 1;
    await(cede_yield());
    int b = a + await(val(1));
    int dead = b * 2;
    printf("%d\n", dead);
    await(cede_yield());
    int c = b + await(val(1));
    if (c > 2) {
        int d = c + 1;
        await(cede_yield());
        c = d;
    }
    int e = c;
    await(cede_yield());
    return e;
}

PROGRAM(locals_declared_late, test_main)
