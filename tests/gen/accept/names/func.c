/* func.c: __func__ is the user's name. */
#include "corpus.h"
#include <stdio.h>

static async const char *name(void)
{
    await(cede_yield());
    return __func__;
}

static async int length(void)
{
    const char *s = __FUNCTION__;
    await(cede_yield());
    printf("%s %s\n", s, __func__);
    return (int)sizeof __func__;
}

static async int test_main(void)
{
    printf("%s %s\n", __func__, await(name()));
    return await(length());
}

PROGRAM(names_func, test_main)
