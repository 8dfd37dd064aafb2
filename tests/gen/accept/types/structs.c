/* structs.c: Structs by value, small and large, as parameters and results. */
#include "corpus.h"
#include <stdio.h>

struct small { char c; };
struct large { int n; char bytes[300]; int last; };

static async struct small bump(struct small s)
{
    await(cede_yield());
    s.c++;
    return s;
}

static async struct large change(struct large l, int i)
{
    struct large copy = l;
    await(cede_yield());
    l.bytes[i] = (char)i;
    l.last = copy.last + i;
    await(cede_yield());
    return l;
}

static async int test_main(void)
{
    struct small s = { 'a' };
    struct large l = { 1, { 2, 3 }, 4 };
    s = await(bump(await(bump(s))));
    l = await(change(await(change(l, 5)), 299));
    printf("%c %d %d %d %d %d\n", s.c, l.n, l.bytes[0], l.bytes[5], l.bytes[299] == (char)299, l.last);
    return await(change(l, 7)).bytes[7];
}

PROGRAM(types_structs, test_main)
