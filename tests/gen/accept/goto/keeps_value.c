/* keeps_value.c: A declaration without initialiser reached again by a backward goto keeps its
 * value. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static void set_first(int *p, int first)
{
    if (first)
        *p = 40;
}

static async int test_main(void)
{
    int rounds = 0;
again:;
    int kept;
    set_first(&kept, rounds == 0);
    await(cede_yield());
    kept++;
    rounds += await(val(1));
    if (rounds < 3)
        goto again;
    return kept;
}

PROGRAM(goto_keeps_value, test_main)
