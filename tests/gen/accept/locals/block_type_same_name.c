/* block_type_same_name.c: Tags of one name in sibling blocks and in two functions. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static async int one(void)
{
    struct s { int a; } s = { await(val(1)) };
    await(cede_yield());
    return s.a;
}

static async int two(void)
{
    struct s { char a[30]; int b; } s = { "two", await(val(2)) };
    await(cede_yield());
    return s.b + (s.a[0] == 't');
}

static async int test_main(void)
{
    int n = await(one()) + 10 * await(two());
    {
        struct s { long l; } s = { 5 };
        await(cede_yield());
        n += (int)s.l * 100;
    }
    {
        union s { int i; char c; } s = { .c = 6 };
        await(cede_yield());
        n += s.c * 1000;
    }
    return n;
}

PROGRAM(locals_block_type_same_name, test_main)
