/* designators.c: Designated members and elements, out of order. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

struct options { int level; const char *name; struct { int lo, hi; } range; int flags[4]; };

static async int test_main(void)
{
    struct options o = { .name = "opt", .range.hi = await(val(9)), .level = await(val(2)),
                         .flags[2] = await(val(5)) };
    int a[6] = { [4] = await(val(40)), 50, [1] = await(val(10)) };
    await(cede_yield());
    printf("%d %s %d %d %d %d\n", o.level, o.name, o.range.lo, o.range.hi, o.flags[1], o.flags[2]);
    for (int i = 0; i < 6; i++)
        printf("%d ", a[i]);
    printf("\n");
    return 0;
}

PROGRAM(initialisers_designators, test_main)
