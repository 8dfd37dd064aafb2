/* nested_break.c: Break leaves one loop of three, each awaiting. */
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
    int count = 0;
    for (int i = 0; i < 3; i++) {
        int j = 0;
        while (1) {
            int k = 0;
            do {
                await(cede_yield());
                if (k == await(val(2)))
                    break;
                count++;
            } while (++k < 5);
            if (j++ == i)
                break;
        }
        if (i == 2)
            break;
    }
    return count;
}

PROGRAM(loops_nested_break, test_main)
