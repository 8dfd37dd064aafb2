/* generic.c: Of _Generic only the chosen arm's await runs. */
#include "corpus.h"
#include <stdio.h>

/* Says so, gives way, then is v. */
static async int say(int v)
{
    printf("say %d\n", v);
    await(cede_yield());
    return v;
}

static async double real(double d)
{
    printf("real %g\n", d);
    await(cede_yield());
    return d;
}

static async int test_main(void)
{
    int i = 0;
    i += _Generic(i, int: await(say(1)), double: await(say(2)), default: await(say(3)));
    i += _Generic(await(real(9)), int: await(say(10)), double: await(say(20)));
    i += (int)_Generic((char *)0, int: 5, default: await(real(300)));
    return i;
}

PROGRAM(expressions_generic, test_main)
