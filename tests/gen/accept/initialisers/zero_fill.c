/* zero_fill.c: What an initialiser leaves out is zero again at each pass. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

struct s { int a; struct { int b[3]; char *p; } in; double d; };

static async int test_main(void)
{
    for (int i = 0; i < 3; i++) {
        struct s s = { .in.b[1] = await(val(i)) };
        struct s z = { 0 };
        await(cede_yield());
        printf("%d %d %d %d %s %g %d\n", s.a, s.in.b[0], s.in.b[1], s.in.b[2], s.in.p ? "set" : "null",
               s.d, z.in.b[1]);
        s.a = s.in.b[0] = s.in.b[2] = 77;
        s.in.p = "x";
        s.d = 5;
        z.in.b[1] = 88;
        await(cede_yield());
        printf("%d %d %s %g %d\n", s.a, s.in.b[2], s.in.p, s.d, z.in.b[1]);
    }
    return 0;
}

PROGRAM(initialisers_zero_fill, test_main)
