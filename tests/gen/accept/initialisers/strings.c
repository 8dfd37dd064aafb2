/* strings.c: Arrays initialised by strings, with and without room for the end. */
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
    char a[] = "hello", b[8] = "ab", c[3] = { "xyz" }, d[] = { "in " "parts" };
    const char *p = "literal";
    await(cede_yield());
    a[0] = (char)await(val('J'));
    b[2] = (char)await(val('c'));
    printf("%s %s %.3s %s %s\n", a, b, c, d, p);
    return (int)(sizeof a + sizeof d) + b[7];
}

PROGRAM(initialisers_strings, test_main)
