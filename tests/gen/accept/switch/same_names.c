/* same_names.c: Sibling cases with blocks that use one name for different types. */
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
    for (int i = 0; i < 3; i++)
        switch (i) {
        case 0: {
            int x = await(val(5));
            await(cede_yield());
            printf("int %d\n", x);
            break;
        }
        case 1: {
            double x = await(val(3)) / 2.0;
            await(cede_yield());
            printf("double %g\n", x);
            break;
        }
        case 2: {
            const char *x = "text";
            await(cede_yield());
            printf("pointer %s\n", x);
        }
        }
    return 0;
}

PROGRAM(switch_same_names, test_main)
