/* typeof.c: Typeof and __auto_type as types of locals in the frame. */
#include "corpus.h"
#include <stdio.h>

struct pair { int a; double b; };

static async struct pair make(int a)
{
    await(cede_yield());
    return (struct pair){ a, a / 2.0 };
}

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static async int test_main(void)
{
    struct pair p = await(make(3));
    __typeof__(p) q = await(make(4));
    __typeof__(p.b) half = q.b;
    __typeof__(int[3]) a = { 1, await(val(2)) };
    __auto_type n = await(val(6));
    __auto_type r = await(make(9));
    __typeof__(&p) pp = &q;
    __typeof__(a[0]) first = a[1];
    await(cede_yield());
    pp->a += n;
    await(cede_yield());
    printf("%d %g %g %d %d\n", q.a, half, r.b, a[2], first);
    return q.a + (int)sizeof a;
}

PROGRAM(locals_typeof, test_main)
