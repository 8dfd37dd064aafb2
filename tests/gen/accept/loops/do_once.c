/* do_once.c: A do that runs once and awaits everywhere. */
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
    int x = 1;
    do {
        x += await(val(x));
        if (x > 100)
            break;
        x *= await(val(x + 1));
    } while (await(val(0)));
    return x;
}

PROGRAM(loops_do_once, test_main)
