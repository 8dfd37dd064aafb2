/* into_if.c: Goto into either arm of an if. */
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
    for (int i = 0; i < 2; i++) {
        if (i)
            goto yes;
        else
            goto no;
        if (await(say(9))) {
            await(say(8));
yes:
            await(say(1));
        } else {
            await(say(7));
no:
            await(say(0));
        }
        printf("behind\n");
    }
    return 0;
}

PROGRAM(goto_into_if, test_main)
