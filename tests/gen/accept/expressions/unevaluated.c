/* unevaluated.c: An await in sizeof, typeof or _Alignof never runs. */
#include "corpus.h"
#include <stdio.h>

/* Says so, gives way, then is v. */
static async int say(int v)
{
    printf("say %d\n", v);
    await(cede_yield());
    return v;
}

static async double real(void)
{
    printf("real runs\n");
    await(cede_yield());
    return 1;
}

static async int test_main(void)
{
    int n = (int)sizeof await(say(1));
    n += (int)sizeof(await(real()));
    n += (int)_Alignof(__typeof__(await(real())));
    __typeof__(await(real())) d = 2.5;
    await(cede_yield());
    printf("%g\n", d);
    n += (int)sizeof(char[sizeof await(say(2))]);
    printf("now both run\n");
    return n + await(say(3)) + (int)await(real());
}

PROGRAM(expressions_unevaluated, test_main)
