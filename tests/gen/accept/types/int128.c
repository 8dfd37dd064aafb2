/* int128.c: 128-bit integers. */
#include "corpus.h"
#include <stdio.h>

#ifndef __SIZEOF_INT128__
#error "a 64-bit machine"
#endif
__extension__ typedef __int128 wide;

static async wide square(wide x)
{
    wide r = x * x;
    await(cede_yield());
    return r + 1;
}

static async int test_main(void)
{
    wide a = await(square((wide)1 << 40)), b = a;
    char pad = 'p';
    await(cede_yield());
    b += await(square(await(square(3))));
    printf("%llx %llx %c\n", (unsigned long long)(a >> 64), (unsigned long long)b, pad);
    return (int)(b & 0xff);
}

PROGRAM(types_int128, test_main)
