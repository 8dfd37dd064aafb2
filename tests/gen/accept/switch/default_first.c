/* default_first.c: A default that stands first and falls into a case. */
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
    for (int i = 0; i < 3; i++)
        switch (i) {
        default:
            n += await(say(1));
            __attribute__((fallthrough));
        case 1:
            n += await(say(10));
        }
    return n;
}

PROGRAM(switch_default_first, test_main)
