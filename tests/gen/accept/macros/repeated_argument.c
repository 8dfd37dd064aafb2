/* repeated_argument.c: A macro that repeats its argument repeats the await. */
#include "corpus.h"
#include <stdio.h>

/* Says so, gives way, then is v. */
static async int say(int v)
{
    printf("say %d\n", v);
    await(cede_yield());
    return v;
}

#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define TWICE(x) ((x) + (x))

static async int test_main(void)
{
    int a = MAX(await(say(3)), 2);
    a += MAX(1, await(say(4)));
    a += TWICE(await(say(5)));
    return a;
}

PROGRAM(macros_repeated_argument, test_main)
