/* do_condition.c: An await in the condition of do runs after each iteration. */
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
    do
        printf("body %d\n", n++);
    while (await(say(n)) < 3);
    return n;
}

PROGRAM(loops_do_condition, test_main)
