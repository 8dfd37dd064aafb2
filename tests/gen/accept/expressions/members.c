/* members.c: Members of awaited structs, through . and ->. */
#include "corpus.h"
#include <stdio.h>

struct inner { int x, y; };
struct outer { struct inner in; struct inner *p; };

static async struct outer make(struct inner *p)
{
    await(cede_yield());
    return (struct outer){ { p->x + 1, p->y + 1 }, p };
}

static async struct outer *same(struct outer *o)
{
    await(cede_yield());
    return o;
}

static async int test_main(void)
{
    struct inner i = { 3, 4 };
    struct outer o;
    printf("%d\n", await(make(&i)).in.y);
    printf("%d\n", await(make(&i)).p->x);
    o = await(make(&i));
    printf("%d\n", await(same(&o))->in.x);
    await(same(&o))->p->y = 9;
    await(same(&o))->in.x += await(make(&i)).in.x;
    int *px = &await(same(&o))->in.x;
    await(cede_yield());
    ++*px;
    return o.in.x * 10 + i.y;
}

PROGRAM(expressions_members, test_main)
