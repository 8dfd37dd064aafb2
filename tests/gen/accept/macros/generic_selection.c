/* generic_selection.c: A type-generic macro over an await. */
#include "corpus.h"
#include <stdio.h>
#include <tgmath.h>

#define NAME(x) _Generic((x), int: "int", double: "double", char *: "text", default: "other")
#define PRINT(x) printf(_Generic((x), int: "%d\n", double: "%g\n"), x)

static async double real(double d)
{
    await(cede_yield());
    return d;
}

static async int test_main(void)
{
    int i = 3;
    double d = await(real(2.25));
    printf("%s %s %s\n", NAME(i), NAME(await(real(1))), NAME("x"));
    PRINT(await(real(d)));
    PRINT(i);
    printf("%g\n", sqrt(await(real(d))));
    return (int)fabs(await(real(-7)));
}

PROGRAM(macros_generic_selection, test_main)
