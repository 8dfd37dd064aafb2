/* line_directives.c: Numbers of lines that a generator of another kind has set. */
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
    int n = await(val(1));
#line 500 "grammar.y"
    int line = __LINE__;
    const char *file = __FILE__;
    await(cede_yield());
    printf("%d %s\n", line, file);
    return n;
}

PROGRAM(ends_line_directives, test_main)
