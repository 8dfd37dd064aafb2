/* same_as_variable.c: A label, a tag and a member have the name of a variable. */
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
    struct x { int x; } x = { await(val(3)) };
    await(cede_yield());
    if (x.x == 4)
        goto out;
x:
    x.x++;
    await(cede_yield());
    if (x.x < 6)
        goto x;
out:
    return x.x;
}

PROGRAM(goto_same_as_variable, test_main)
