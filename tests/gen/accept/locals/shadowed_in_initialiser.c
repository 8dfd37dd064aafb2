/* shadowed_in_initialiser.c: An initialiser sees the name outside until its own declarator has
 * ended. */
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
    int a = await(val(1)), b = 2;
    {
        int b = a + 10, c = b;
        await(cede_yield());
        {
            long a = b + c;
            long *p = &a, q = sizeof a;
            await(cede_yield());
            printf("%d %ld %ld\n", (int)(*p), q, a);
        }
        printf("%d %d\n", b, c);
    }
    return a + b;
}

PROGRAM(locals_shadowed_in_initialiser, test_main)
