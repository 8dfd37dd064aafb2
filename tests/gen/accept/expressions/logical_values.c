/* logical_values.c: && and || give 0 or 1 whatever their operands are. */
#include "corpus.h"
#include <stdio.h>

static async double real(double d)
{
    await(cede_yield());
    return d;
}

static async const char *text(const char *s)
{
    await(cede_yield());
    return s;
}

static async int test_main(void)
{
    int a = await(real(0.5)) && await(text("x"));
    int b = await(text(NULL)) || await(real(0.0));
    int c = !(await(real(0.1)) && !await(text("y")));
    return a * 100 + b * 10 + c;
}

PROGRAM(expressions_logical_values, test_main)
