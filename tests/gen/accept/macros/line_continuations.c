/* line_continuations.c: Statements over many lines, with comments in odd places. */
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
    int n = await /* the word */ ( /* its
        operand */ val /* the name */ (
            1 // the argument
        )
    ) +
    \
    2;
    await(cede_yield()); /* two */ await(cede_yield()); n += await(val(3)); // on one line
    const char *s = "/* no comment */ // none";
    await(cede_yield());
    printf("%s %d\n", s, __LINE__ > 10);
    return n;
}

PROGRAM(macros_line_continuations, test_main)
