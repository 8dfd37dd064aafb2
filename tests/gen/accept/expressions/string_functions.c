/* string_functions.c: Results of awaits passed by pointer into ordinary functions that write. */
#include "corpus.h"
#include <stdio.h>
#include <string.h>

static async char *fill(char *into, const char *s)
{
    await(cede_yield());
    return strcpy(into, s);
}

static async int test_main(void)
{
    char a[16], b[16];
    printf("%d\n", strcmp(await(fill(a, "left")), await(fill(b, "right"))) < 0);
    printf("%s\n", strcat(await(fill(a, "con")), await(fill(b, "cat"))));
    return (int)strlen(a);
}

PROGRAM(expressions_string_functions, test_main)
