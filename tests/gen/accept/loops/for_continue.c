/* for_continue.c: Continue in for reaches the increment, with its await. */
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
    int sum = 0, i;
    for (i = 0; i < 6; i += await(say(1))) {
        if (i % 2)
            continue;
        sum += await(say(i));
        if (i == 4)
            break;
    }
    printf("left at %d\n", i);
    return sum;
}

PROGRAM(loops_for_continue, test_main)
