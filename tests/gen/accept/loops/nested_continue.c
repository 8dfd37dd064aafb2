/* nested_continue.c: Continue in the inner loop does not reach the outer one. */
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
    int trace = 0;
    for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
            if (await(val(i == j)))
                continue;
            trace = trace * 2 + (i < j);
        }
        if (i == 1)
            continue;
        trace += 100 * await(val(i));
    }
    return trace;
}

PROGRAM(loops_nested_continue, test_main)
