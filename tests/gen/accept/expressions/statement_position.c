/* statement_position.c: Awaits as whole statements, with their values dropped. */
#include "corpus.h"
#include <stdio.h>

struct big { int a[40]; };

static async struct big big(void)
{
    await(cede_yield());
    printf("big\n");
    return (struct big){ { 1 } };
}

/* Says so, gives way, then is v. */
static async int say(int v)
{
    printf("say %d\n", v);
    await(cede_yield());
    return v;
}

static async int test_main(void)
{
    await(say(1));
    (await(say(2)));
    ((void)(await(say(3))));
    await(big());
    (void)await(big());
    ;
    return 0;
}

PROGRAM(expressions_statement_position, test_main)
