/* forward.c: Goto forward over awaits and over initialisers. */
#include "corpus.h"
#include <stdio.h>

/* Says so, gives way, then is v. */
static async int say(int v)
{
    printf("say %d\n", v);
    await(cede_yield());
    return v;
}

static async int test_main(void)
{
    int n = await(say(1));
    if (n)
        goto over;
    await(say(2));
    n = 50;
over:
    n += await(say(3));
    return n;
}

PROGRAM(goto_forward, test_main)
