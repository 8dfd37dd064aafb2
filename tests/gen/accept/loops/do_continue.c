/* do_continue.c: Continue in do reaches the condition, with its await. */
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
    int n = 0, odd = 0;
    do {
        n++;
        if (n % 2)
            continue;
        await(cede_yield());
        odd++;
        printf("even %d\n", n);
    } while (await(say(n)) < 5);
    return odd;
}

PROGRAM(loops_do_continue, test_main)
