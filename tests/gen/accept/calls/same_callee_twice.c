/* same_callee_twice.c: One callee awaited at several places, with other locals alive at each. */
#include "corpus.h"
#include <stdio.h>

static async int work(const char *who, int n)
{
    char mine[32];
    snprintf(mine, sizeof mine, "%s-%d", who, n);
    await(cede_yield());
    printf("%s\n", mine);
    return n;
}

static async int test_main(void)
{
    int a = await(work("a", 1));
    char text[16] = "b";
    int b = await(work(text, a + 1));
    {
        long many[8] = { 1, 2, 3 };
        many[7] = await(work("c", b));
        b += (int)(many[7] + many[2]);
    }
    await(work(text, 9));
    return a + b;
}

PROGRAM(calls_same_callee_twice, test_main)
