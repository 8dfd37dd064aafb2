/* plain.c: A switch on an await, with a default. */
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
    for (int i = 0; i < 5; i++) {
        switch (await(val(i))) {
        case 0:
            printf("zero\n");
            break;
        case 1:
        case 3:
            await(cede_yield());
            printf("odd\n");
            break;
        default:
            await(cede_yield());
            printf("other %d\n", i);
        }
    }
    return 0;
}

PROGRAM(switch_plain, test_main)
