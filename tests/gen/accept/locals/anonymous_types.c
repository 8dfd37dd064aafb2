/* anonymous_types.c: Locals of anonymous struct, union and enum types. */
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
    struct { int a; union { int b; char c[4]; }; } s = { 1, { await(val(0x41)) } };
    union { long l; char c; } u;
    enum { NO, YES = 5 } answer = YES;
    struct { struct { int deep; } in[2]; } n = { { { 7 }, { 8 } } };
    u.l = 0;
    u.c = 'u';
    await(cede_yield());
    s.b += (int)answer;
    n.in[1].deep += await(val(NO + 1));
    await(cede_yield());
    printf("%d %d %c %d %d\n", s.a, s.b, u.c, n.in[0].deep, n.in[1].deep);
    return answer == YES;
}

PROGRAM(locals_anonymous_types, test_main)
