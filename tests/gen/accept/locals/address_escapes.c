/* address_escapes.c: The address of a local is kept in a global and used by others after an await.
 * */
#include "corpus.h"
#include <stdio.h>

static int *kept;

static async void poke(int v)
{
    await(cede_yield());
    *kept += v;
}

static async int test_main(void)
{
    int x = 5;
    kept = &x;
    await(poke(1));
    await(poke(2));
    {
        int y = 50;
        kept = &y;
        await(poke(4));
        printf("%d\n", y);
        y = 0;
        await(poke(8));
        x += y;
        kept = &x;
    }
    await(poke(16));
    return x;
}

PROGRAM(locals_address_escapes, test_main)
