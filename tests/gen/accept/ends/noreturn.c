/* noreturn.c: A function of the program's own that does not return. */
#include "corpus.h"
#include <stdio.h>
#include <stdlib.h>

static _Noreturn void die(int code)
{
    printf("dies with %d\n", code);
    fflush(stdout);
    exit(code);
}

static async int check(int n)
{
    await(cede_yield());
    if (n > 2)
        die(n);
    else
        return n;
}

static async int test_main(void)
{
    for (int i = 0; i < 5; i++)
        printf("%d\n", await(check(i)));
    return 0;
}

PROGRAM(ends_noreturn, test_main)
