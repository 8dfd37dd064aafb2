/* comma.c: Awaits on both sides of commas. */
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
    int a = 1, b;
    b = (a++, await(say(a)), a += await(say(10)), a * 2);
    printf("%d %d\n", a, b);
    b = (await(say(1)), await(say(2)));
    await(say(3)), b += 100, await(say(4));
    return (await(cede_yield()), b) + (a = 5, await(say(a)));
}

PROGRAM(expressions_comma, test_main)
