/* unreachable.c: Statements that are never reached, also with awaits and labels. */
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
    if (await(say(1)))
        return await(say(2));
    goto end;
    await(say(3));
    for (;;) {
        await(say(4));
        return 5;
    }
end:
    return 0;
    await(say(6));
}

PROGRAM(ends_unreachable, test_main)
