/* return_values.c: Awaits in return values of every shape. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

struct pair { int a, b; };

static async int direct(void) { return await(val(1)); }
static async int compound(void) { return await(val(2)) + await(val(3)) * 2; }
static async int chosen(int i) { return i ? await(val(4)) : await(val(5)); }
static async int logical(int i) { return i && await(val(6)); }
static async struct pair literal(void) { return (struct pair){ await(val(7)), await(val(8)) }; }
static async int last(void) { return (await(val(9)), await(val(10))); }
static async void nothing(void) { return; }

static async int test_main(void)
{
    printf("%d %d %d %d\n", await(direct()), await(compound()), await(chosen(0)), await(chosen(1)));
    printf("%d %d %d\n", await(logical(0)), await(logical(1)), await(last()));
    await(nothing());
    struct pair p = await(literal());
    return p.a * 10 + p.b;
}

PROGRAM(expressions_return_values, test_main)
