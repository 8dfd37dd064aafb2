/* into_block.c: Goto into a block and into the body of a loop. */
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
    if (await(say(1)))
        goto inside;
    {
        await(say(2));
inside:
        await(say(3));
    }
    goto body;
    for (; n < 3; n++) {
        await(say(4));
body:
        await(say(5));
    }
    return n;
}

PROGRAM(goto_into_block, test_main)
