/* endless_goto.c: An endless loop that only a goto leaves. */
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
    for (;;) {
        while (1) {
            if (await(say(n)) == 3)
                goto out;
            n++;
        }
    }
out:
    return n;
}

PROGRAM(loops_endless_goto, test_main)
