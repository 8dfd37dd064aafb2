/* empty_struct_conditional.c: A result without members, behind a condition. */
#include "corpus.h"

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

struct e {};
static async struct e none(int v) { await(cede_yield()); (void)v; return (struct e){}; }
static async int test_main(void)
{
    struct e x = await(none(1));
    int c = await(val(1));
    if (c && (await(none(2)), await(val(1))))
        x = c ? await(none(2)) : x;
    (void)x;
    return (int)sizeof x;
}

PROGRAM(types_empty_struct_conditional, test_main)
