/* if_else_chain.c: Awaits in the conditions of a chain of else if. */
#include "corpus.h"
#include <stdio.h>

/* Says so, gives way, then is v. */
static async int say(int v)
{
    printf("say %d\n", v);
    await(cede_yield());
    return v;
}

static async const char *sort_of(int n)
{
    if (await(say(n)) < 0)
        return "negative";
    else if (await(say(n)) == 0)
        return "zero";
    else if (await(say(n % 2)))
        return "odd";
    else
        return "even";
}

static async int test_main(void)
{
    for (int i = -1; i < 3; i++)
        printf("%s\n", await(sort_of(i)));
    return 0;
}

PROGRAM(loops_if_else_chain, test_main)
