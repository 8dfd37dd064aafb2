/* empty_struct.c: A struct without members as parameter, result and local. */
#include "corpus.h"
#include <stdio.h>

#if defined(__clang__)
#pragma clang diagnostic ignored "-Wextern-c-compat"
#endif
struct empty { };

static async struct empty pass(struct empty e, int n)
{
    struct empty mine = e;
    await(cede_yield());
    printf("passed %d\n", n);
    return mine;
}

static async int test_main(void)
{
    struct empty e = { };
    e = await(pass(await(pass(e, 1)), 2));
    await(cede_yield());
    await(pass(e, 3));
    return (int)sizeof e;
}

PROGRAM(types_empty_struct, test_main)
