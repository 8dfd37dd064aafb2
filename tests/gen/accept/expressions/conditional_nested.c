/* conditional_nested.c: ?: in the arms and in the condition of ?:. */
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
    int sum = 0;
    for (int i = 0; i < 4; i++)
        sum = sum * 3 + ((i & 1 ? await(say(i & 2)) : i) ? (i > 2 ? await(say(1)) : 2)
                                                         : await(say(3)) ? 0 : await(say(4)));
    return sum;
}

PROGRAM(expressions_conditional_nested, test_main)
