/* for_no_clauses.c: For without clauses, left by break. */
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
    int n = 0;
    for (;;) {
        if (await(val(n)) == 4)
            break;
        n++;
    }
    return n;
}

PROGRAM(loops_for_no_clauses, test_main)
