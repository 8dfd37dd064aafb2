/* conditional_compilation.c: Code chosen by the preprocessor inside an async function. */
#include "corpus.h"
#include <stdio.h>

#define FEATURE 1
/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static async int test_main(void)
{
    int n = 0;
#if FEATURE
    n += await(val(1));
#else
    n += await(no_such_function());
#endif
#ifdef NOT_DEFINED_ANYWHERE
    return await(nothing);
#elif 0
    return -1;
#endif
    await(cede_yield());
#define LOCAL_MACRO 5
    n += LOCAL_MACRO;
#undef LOCAL_MACRO
    return n;
}

PROGRAM(macros_conditional_compilation, test_main)
