/* logical_deep.c: && and || nested in each other and inside calls. */
#include "corpus.h"
#include <stdio.h>

/* Says so, gives way, then is v. */
static async int say(int v)
{
    printf("say %d\n", v);
    await(cede_yield());
    return v;
}

static int three(int a, int b, int c)
{
    return a * 4 + b * 2 + c;
}

static async int test_main(void)
{
    int sum = 0;
    for (int i = 0; i < 8; i++) {
        int a = i & 1, b = i & 2, c = i & 4;
        sum += (a && (b || await(say(c)))) + ((await(say(a)) || b) && c);
        sum += 10 * three(a && b, a || (b && c), !(a || await(say(b))));
    }
    return sum;
}

PROGRAM(expressions_logical_deep, test_main)
