/* nested.c: Nested aggregates, with braces and with some left out. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

struct point { int x, y; };
struct shape { struct point at[2]; int n[2][2]; const char *name; };

static async int test_main(void)
{
    struct shape s = { { { await(val(1)), 2 }, { 3, await(val(4)) } }, { { await(val(5)) }, { 6 } }, "s" };
    int m[2][3] = { { 1, await(val(2)) }, { await(val(3)) } };
    await(cede_yield());
    printf("%d %d %d %d %d %d %d %d %s\n", s.at[0].x, s.at[0].y, s.at[1].x, s.at[1].y, s.n[0][0],
           s.n[0][1], s.n[1][0], s.n[1][1], s.name);
    return m[0][0] + m[0][1] * 10 + m[0][2] + m[1][0] * 100 + m[1][1] + m[1][2];
}

PROGRAM(initialisers_nested, test_main)
