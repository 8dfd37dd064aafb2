/* return_inside.c: Return out of three nested loops. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static async int find(int wanted)
{
    for (int i = 1; i < 5; i++)
        for (int j = 1; j < 5; j++)
            while (1) {
                if (await(val(i * j)) == wanted)
                    return i * 10 + j;
                break;
            }
    return -1;
}

static async int test_main(void)
{
    for (int w = 1; w < 18; w += 4)
        printf("%d: %d\n", w, await(find(w)));
    return 0;
}

PROGRAM(loops_return_inside, test_main)
