/* in_loop.c: In a switch in a loop, continue is the loop's and break the switch's. */
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
    for (int i = 0; i < 6; i++) {
        switch (await(val(i % 3))) {
        case 0:
            continue;
        case 1:
            n += await(val(1));
            break;
        case 2:
            n += 10;
            if (i > 4)
                goto out;
        }
        n += 100;
    }
out:
    return n;
}

PROGRAM(switch_in_loop, test_main)
