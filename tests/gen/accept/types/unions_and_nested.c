/* unions_and_nested.c: Unions and structs in structs as parameters. */
#include "corpus.h"
#include <stdio.h>

union value { long l; double d; const char *s; };
struct tagged { char tag; union value v; struct { short lo, hi; } range[2]; };

static async struct tagged parse(const char *text)
{
    struct tagged t = { 's', { .s = text }, { { 1, 2 }, { 3, 4 } } };
    await(cede_yield());
    if (text[0] >= '0' && text[0] <= '9') {
        t.tag = 'l';
        t.v.l = text[0] - '0';
    }
    return t;
}

static async int show(struct tagged t)
{
    await(cede_yield());
    if (t.tag == 'l')
        printf("%ld\n", t.v.l);
    else
        printf("%s\n", t.v.s);
    return t.range[1].hi;
}

static async int test_main(void)
{
    return await(show(await(parse("text")))) + await(show(await(parse("7"))));
}

PROGRAM(types_unions_and_nested, test_main)
