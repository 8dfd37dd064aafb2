/* mixed_conversions.c: Usual conversions between awaits of different types. */
#include "corpus.h"
#include <stdio.h>

static async unsigned char small(void)
{
    await(cede_yield());
    return 200;
}

static async long long large(void)
{
    await(cede_yield());
    return 1LL << 40;
}

static async unsigned count(void)
{
    await(cede_yield());
    return 3;
}

static async float ratio(void)
{
    await(cede_yield());
    return 0.5f;
}

static async int test_main(void)
{
    printf("%d\n", await(small()) + await(small()));
    printf("%lld\n", await(large()) + await(small()));
    printf("%d\n", await(count()) - 4 > 0);
    printf("%g\n", await(count()) * await(ratio()) + await(small()));
    printf("%zu %zu\n", sizeof(await(small()) + await(small())), sizeof(await(ratio()) * await(large())));
    return (int)(await(large()) >> 38);
}

PROGRAM(expressions_mixed_conversions, test_main)
