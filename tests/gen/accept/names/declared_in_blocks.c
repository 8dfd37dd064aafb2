/* declared_in_blocks.c: Functions that blocks declare, each under names of its own,
 * before and without the file. */
#include "corpus.h"

static async int first(int x)
{
    async int later_function(int a, int b);
    return await(later_function(x, 2));
}

static async int second(int x)
{
    extern async int later_function(int, int);
    int (*p)(int, int) = later_function;
    return await(later_function(x, 3)) + await(p(x, 1));
}

async int later_function(int v, int w)
{
    await(cede_yield());
    return v * 10 + w;
}

static async int test_main(void)
{
    async int later_function(int, int);
    return await(first(1)) + await(second(2)) + await(later_function(3, 3));
}

PROGRAM(names_declared_in_blocks, test_main)
