/* conditional.c: Awaits in each part of ?:. */
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
    for (int i = 0; i < 3; i++) {
        sum += await(say(i)) ? await(say(10 + i)) : await(say(20 + i));
        sum += i == 1 ? 5 : await(say(30));
        sum += i ? await(say(40)) : 7;
        sum += (await(say(i)) ? i : -i) * 100;
    }
    return sum;
}

PROGRAM(expressions_conditional, test_main)
