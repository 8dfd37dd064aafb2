/* for_clauses.c: Awaits in all three clauses of for. */
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
    for (int i = await(say(10)); await(say(i)) < 13; i += await(say(1))) {
        await(cede_yield());
        sum += i;
    }
    return sum;
}

PROGRAM(loops_for_clauses, test_main)
