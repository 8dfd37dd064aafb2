/* restrict_register.c: Restrict and register locals and parameters. */
#include "corpus.h"
#include <stdio.h>

static async int sum(const int *restrict a, int *restrict into, register int n)
{
    register int i, s = 0;
    for (i = 0; i < n; i++) {
        await(cede_yield());
        s += a[i];
    }
    *into = s;
    return n;
}

static async int test_main(void)
{
    int a[] = { 1, 2, 3, 4 }, r = 0;
    register char c = 'c';
    int *restrict p = &r;
    await(cede_yield());
    int n = await(sum(a, p, 4));
    printf("%d %d %c\n", n, r, c);
    return r;
}

PROGRAM(locals_restrict_register, test_main)
