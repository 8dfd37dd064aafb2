/* builtin_unchosen.c: Unchosen operands of the compiler's own choices never run. */
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
    int n = __builtin_choose_expr(1, await(say(1)), await(say(2)));
    n += __builtin_choose_expr(sizeof n == 1, await(say(3)), await(say(4)));
    n += __builtin_constant_p(await(say(5)));
    return n;
}

PROGRAM(expressions_builtin_unchosen, test_main)
