/* label_at_end.c: A label at the end of a block, and labels one behind the other. */
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
    for (int i = 0; i < 3; i++) {
        if (await(say(i)) == 1)
            goto next;
        printf("work %d\n", i);
next:
other:
        ;
        if (i == 7)
            goto other;
    }
    return 0;
}

PROGRAM(goto_label_at_end, test_main)
