/* abort.c: Abort from an await's argument. */
#include "corpus.h"
#include <stdio.h>
#include <stdlib.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static int stop(void)
{
    printf("aborts\n");
    fflush(stdout);
    abort();
}

static async int test_main(void)
{
    int n = await(val(1));
    return await(val(n ? stop() : 2));
}

PROGRAM(ends_abort, test_main)
