/* no_match.c: A switch without a matching case. */
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
    switch (await(say(5))) {
    case 1:
        await(say(1));
        break;
    case 2:
        await(say(2));
    }
    return 0;
}

PROGRAM(switch_no_match, test_main)
