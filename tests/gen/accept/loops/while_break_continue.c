/* while_break_continue.c: Break and continue find the while around an await. */
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
    int n = 0;
    while (n < 10) {
        n++;
        if (await(say(n)) % 2)
            continue;
        if (n == 6)
            break;
        printf("even %d\n", n);
    }
    return n;
}

PROGRAM(loops_while_break_continue, test_main)
