/* pointer_chosen.c: The pointer is the value of an expression. */
#include "corpus.h"
#include <stdio.h>

static async int a(void) { await(cede_yield()); return 1; }
static async int b(void) { await(cede_yield()); return 2; }
static int c(void) { return 3; }

static int (*pick(int i))(void)
{
    return i == 0 ? a : i == 1 ? b : c;
}

static async int test_main(void)
{
    int r = 0;
    for (int i = 0; i < 3; i++) {
        r = r * 10 + await(pick(i)());
        r = r * 10 + await((i ? b : a)());
        r = r * 10 + await((*(i == 1 ? &a : &b))());
    }
    return r;
}

PROGRAM(calls_pointer_chosen, test_main)
