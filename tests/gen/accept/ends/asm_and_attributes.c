/* asm_and_attributes.c: Ordinary asm, attributes and static assertions beside awaits. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

__attribute__((noinline)) static async int attributed(int n __attribute__((unused)))
{
    await(cede_yield());
    return 3;
}

static async int test_main(void)
{
    int x __attribute__((unused)) = 1, y = await(val(2));
    _Static_assert(sizeof(int) >= 2, "int");
    __asm__ volatile("" : "+r"(y) : : "memory");
    await(cede_yield());
    __extension__ int z = y + 1;
    await(attributed(1));
    if (__builtin_expect(z == 3, 1))
        return z + await(attributed(0));
    __builtin_unreachable();
}

PROGRAM(ends_asm_and_attributes, test_main)
