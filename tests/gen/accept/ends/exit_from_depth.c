/* exit_from_depth.c: Exit from three functions deep; the program ends there. */
#include "corpus.h"
#include <stdio.h>
#include <stdlib.h>

static async void deep(int n)
{
    await(cede_yield());
    printf("at %d\n", n);
    if (n > 9)
        return;
    if (n > 0) {
        await(deep(n - 1));
        printf("never\n");
    }
    fflush(stdout);
    exit(7);
}

static async int test_main(void)
{
    await(deep(3));
    printf("never\n");
    return 0;
}

PROGRAM(ends_exit_from_depth, test_main)
