/* defer_comma_returned.c: What is returned past a defer is a comma expression. */
#include "corpus.h"

static async int twice(int x)
{
    int y = x;
    defer event("defer %d %d", x, y);
    await(cede_yield());
    return x = 5, y *= 2, y;
}

static async int test_main(void)
{
    event("%d", await(twice(21)));
    return 0;
}

SWEPT(defer_comma_returned, test_main)
