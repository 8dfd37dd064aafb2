/* live_around_loop.c: A local that is only alive along the back edge of a loop. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static async int test_main(void)
{
    int previous = -1, current, changes = 0;
    for (int i = 0; i < 6; i++) {
        current = await(val(i / 2));
        if (current != previous)
            changes++;
        previous = current;
        await(cede_yield());
    }
    return changes * 10 + previous;
}

PROGRAM(locals_live_around_loop, test_main)
