/* parameter_like_callee.c: A parameter with the name of another async function, and one of a
 * typedef. */
#include "corpus.h"
#include <stdio.h>

typedef int number;

static async int id(int n)
{
    await(cede_yield());
    return n;
}

static async int use(int id, number other)
{
    int number = id + other;
    await(cede_yield());
    return number * id;
}

static async int test_main(void)
{
    number n = await(id(4));
    return await(use(n, 2));
}

PROGRAM(names_parameter_like_callee, test_main)
