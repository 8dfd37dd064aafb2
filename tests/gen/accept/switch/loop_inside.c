/* loop_inside.c: A loop in a switch: break is the loop's. */
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
    switch (await(val(1))) {
    case 1:
        for (;;) {
            if (await(val(n)) == 3)
                break;
            n++;
        }
        n += 10;
        break;
    case 2:
        n = 99;
    }
    return n;
}

PROGRAM(switch_loop_inside, test_main)
