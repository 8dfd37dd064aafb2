/* backward.c: A loop made of goto. */
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
    int n = 0;
again:
    if (await(say(n)) < 3) {
        n++;
        goto again;
    }
    return n;
}

PROGRAM(goto_backward, test_main)
