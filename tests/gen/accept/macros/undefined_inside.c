/* undefined_inside.c: A name that is a macro in a part of a function. */
#include "corpus.h"

#define LIM 10
static async int test_main(void)
{
    int x = LIM;
    await(cede_yield());
#undef LIM
    int LIM = x + 1;
    await(cede_yield());
#define LIM (LIM + 100)
    x = LIM;
    await(cede_yield());
#undef LIM
    return LIM + x;
}

PROGRAM(macros_undefined_inside, test_main)
