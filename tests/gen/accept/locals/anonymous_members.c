/* anonymous_members.c: Locals of types without a name: unions in structs, bit-fields, a flexible array. */
#include "corpus.h"

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

/* Writes over what frames behind its caller's live part have held. */
static async int churn(int v)
{
    volatile unsigned char mess[200];
    for (int i = 0; i < 200; i++)
        mess[i] = (unsigned char)(v + i * 7);
    await(cede_yield());
    int s = 0;
    for (int i = 0; i < 200; i++)
        s += mess[i];
    await(cede_yield());
    return s;
}

static async int test_main(void)
{
    union { int i; float f; char c[4]; } u = { .i = 0x01020304 }, *pu = &u;
    struct { union { int a; struct { short lo, hi; }; }; int b : 3, : 2, c : 5; const int k; int tail[]; } s = { .a = 5, .b = 2, .c = 7, .k = 9 }, *ps;
    await(cede_yield());
    pu->c[0] = 9;
    ps = (void *)&s;
    int r = u.c[0] + (int)await(val(s.lo));
    s.c += await(val(3));
    s.hi = 1;
    await(churn(2));
    __typeof__(s) copy = s;
    await(cede_yield());
    return r + ps->c + s.b + s.a + copy.k + copy.c;
}

PROGRAM(locals_anonymous_members, test_main)
