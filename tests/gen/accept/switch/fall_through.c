/* fall_through.c: Cases that fall through an await. */
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
    for (int i = 0; i < 5; i++) {
        printf("%d:\n", i);
        switch (i) {
        case 0:
            await(say(10));
            __attribute__((fallthrough));
        case 1:
            await(say(11));
            __attribute__((fallthrough));
        default:
            await(say(12));
            __attribute__((fallthrough));
        case 2:
            await(say(13));
            break;
        case 3:
            await(say(14));
        }
    }
    return 0;
}

PROGRAM(switch_fall_through, test_main)
