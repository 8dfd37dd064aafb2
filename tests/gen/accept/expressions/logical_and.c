/* logical_and.c: An await on the right of && runs only when the left is true. */
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
    for (int i = 0; i < 4; i++) {
        printf("%d:\n", i);
        printf("= %d\n", await(say(i & 1)) && await(say(i & 2)));
        printf("= %d\n", i && await(say(i)));
        if (await(say(i)) && i > 1 && await(say(i + 10)))
            printf("yes\n");
    }
    return 0;
}

PROGRAM(expressions_logical_and, test_main)
