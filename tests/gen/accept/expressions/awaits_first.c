/* awaits_first.c: The awaits of an expression run left to right, then the rest of it. */
#include "corpus.h"
#include <stdio.h>

static char trace[64];
static int traced;

static int mark(char c)
{
    trace[traced++] = c;
    return 1;
}

static async int amark(char c, int v)
{
    await(cede_yield());
    trace[traced++] = c;
    return v;
}

static int sum(int a, int b, int c)
{
    return a + b + c;
}

static async int test_main(void)
{
    int n = mark('a') + await(amark('B', 2)) + mark('c') * await(amark('D', 3));
    trace[traced] = 0;
    /* mark's own calls come behind both awaits; their order is the compiler's. */
    printf("%.2s\n", PROMISED(trace, "BD"));
    traced = 0;
    n += sum(mark('e'), await(amark('F', 1)), await(amark('G', await(amark('H', 1)))));
    trace[traced] = 0;
    printf("%s\n", PROMISED(trace, "FHGe"));
    return n;
}

PROGRAM(expressions_awaits_first, test_main)
