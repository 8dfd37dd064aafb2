/* out_of_nest.c: Goto out of a switch in a loop in a block. */
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
    int i;
    for (i = 0; i < 5; i++) {
        {
            while (1) {
                switch (await(say(i))) {
                case 2:
                    goto done;
                case 1:
                    goto next;
                default:
                    await(cede_yield());
                }
                break;
            }
        }
        printf("none\n");
next:
        printf("next\n");
    }
done:
    return i;
}

PROGRAM(goto_out_of_nest, test_main)
