/* assert.c: An assert with an await in it. */
#include "corpus.h"
#include <assert.h>
#include <stdio.h>

#undef NDEBUG
/* Says so, gives way, then is v. */
static async int say(int v)
{
    printf("say %d\n", v);
    await(cede_yield());
    return v;
}

static async int test_main(void)
{
    int n = 4;
    assert(await(say(n)) == 4);
    assert(n && "a reason");
    await(cede_yield());
    assert(await(say(1)) && await(say(2)));
    return n;
}

PROGRAM(macros_assert, test_main)
