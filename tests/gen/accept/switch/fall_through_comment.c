/* fall_through_comment.c: Falling through is announced by a comment. */
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
    switch (await(say(1))) {
    case 1:
        n += await(say(2));
        /* fall through */
    case 2:
        n += await(say(3));
        break;
    case 3:
        n = 100;
    }
    return n;
}

PROGRAM(switch_fall_through_comment, test_main)
