/* shared_local.c: A macro that names the caller's locals. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

#define ADVANCE (at += await(val(step)))
#define TOTAL (at * 100 + step)

static async int test_main(void)
{
    int at = 1, step = 2;
    ADVANCE;
    step = ADVANCE;
    await(cede_yield());
    ADVANCE;
    return at + TOTAL;
}

PROGRAM(macros_shared_local, test_main)
