/* do_zero.c: Do with a constant condition, as macros use it. */
#include "corpus.h"
#include <stdio.h>

/* Says so, gives way, then is v. */
static async int say(int v)
{
    printf("say %d\n", v);
    await(cede_yield());
    return v;
}

#define TWICE(x) do { await(say(x)); await(say(x)); } while (0)
static async int test_main(void)
{
    if (await(say(1)))
        TWICE(2);
    else
        TWICE(3);
    return 0;
}

PROGRAM(loops_do_zero, test_main)
