/* recursion_locals.c: Recursive calls with arrays and pointers to the caller's locals. */
#include "corpus.h"
#include <stdio.h>

static async int permute(const int *chosen, int n, int *count)
{
    int mine[4];
    if (n == 3) {
        ++*count;
        return chosen[0] * 100 + chosen[1] * 10 + chosen[2];
    }
    int last = 0;
    for (int i = 0; i < n; i++)
        mine[i] = chosen[i];
    for (int v = 1; v <= 3; v++) {
        int used = 0;
        for (int i = 0; i < n; i++)
            used |= mine[i] == v;
        if (used)
            continue;
        mine[n] = v;
        await(cede_yield());
        last = await(permute(mine, n + 1, count));
    }
    return last;
}

static async int test_main(void)
{
    int count = 0, last = await(permute(&count, 0, &count));
    printf("%d %d\n", count, last);
    return count;
}

PROGRAM(calls_recursion_locals, test_main)
