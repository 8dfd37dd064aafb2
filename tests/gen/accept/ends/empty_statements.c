/* empty_statements.c: Empty statements, blocks and declarations everywhere. */
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
    ;
    {
    }
    {
        ;
    }
    if (await(val(1))) {
    } else {
    }
    while (await(val(0)))
        ;
    for (;;) {
        break;
    }
    struct s;
    enum { A, B };
    await(cede_yield());
    ;
    return B;
}

PROGRAM(ends_empty_statements, test_main)
