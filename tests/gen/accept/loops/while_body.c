/* while_body.c: Awaits in the body of while keep the counter. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static async int test_main(void)
{
    int n = 5, sum = 0;
    while (n-- > 0) {
        sum += await(val(n));
        await(cede_yield());
        printf("%d %d\n", n, sum);
    }
    return sum;
}

PROGRAM(loops_while_body, test_main)
