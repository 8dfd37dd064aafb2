/* static_locals.c: Static locals are initialised once and keep their values. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static async int counter(int add)
{
    static int total = 10;
    static const char *const names[] = { "a", "b", "c" };
    static struct { int calls; int last[4]; } seen;
    int before = total;
    await(cede_yield());
    total += add;
    seen.last[seen.calls++ & 3] = add;
    await(cede_yield());
    printf("%s %d %d %d\n", names[add % 3], before, total, seen.calls);
    return seen.last[0];
}

static async int test_main(void)
{
    await(counter(1));
    await(counter(2));
    return await(counter(3)) * 100 + await(val(5));
}

PROGRAM(initialisers_static_locals, test_main)
