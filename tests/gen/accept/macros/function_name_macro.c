/* function_name_macro.c: An async function whose name and parameters come from macros. */
#include "corpus.h"
#include <stdio.h>

#define NAME(x) macro_##x
#define PARAMETERS int a, int b
#define ASYNC_INT static async int

ASYNC_INT NAME(add)(PARAMETERS)
{
    await(cede_yield());
    return a + b;
}

#define DEFINE(name, op) static async int name(int a, int b) { await(cede_yield()); return a op b; }
DEFINE(subtract, -)
DEFINE(shift, <<)

static async int test_main(void)
{
    return await(NAME(add)(1, 2)) + await(subtract(10, 3)) * 10 + await(macro_add(await(shift(1, 4)), 0)) * 100;
}

PROGRAM(macros_function_name_macro, test_main)
