/* state_machine.c: A state machine of labels that jump to each other. */
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
    const char *p = "aabba;";
    int as = 0, bs = 0;
start:
    switch (await(val(*p))) {
    case 'a': goto a;
    case 'b': goto b;
    default: goto end;
    }
a:
    as++;
    p++;
    await(cede_yield());
    if (*p == 'a')
        goto a;
    goto start;
b:
    bs++;
    p++;
    if (await(val(*p)) == 'b')
        goto b;
    goto start;
end:
    printf("%d %d\n", as, bs);
    return as * 10 + bs;
}

PROGRAM(goto_state_machine, test_main)
