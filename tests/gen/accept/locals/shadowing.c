/* shadowing.c: One name in five nested blocks, with different types. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static int x = 1;

static async int test_main(void)
{
    printf("%d\n", x);
    int x = await(val(2));
    {
        char x[] = "three";
        await(cede_yield());
        {
            double x = 4.5;
            await(cede_yield());
            {
                struct { int x; } x = { await(val(5)) };
                await(cede_yield());
                printf("%d\n", x.x);
            }
            printf("%g\n", x);
        }
        printf("%s\n", x);
    }
    return x;
}

PROGRAM(locals_shadowing, test_main)
