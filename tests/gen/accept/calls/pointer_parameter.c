/* pointer_parameter.c: A pointer as a parameter, a typedef of it, and pointers that are compared.
 * */
#include "corpus.h"
#include <stdio.h>

typedef int visit(int v, void *ctx);

static async int sum(int v, void *ctx)
{
    await(cede_yield());
    return *(int *)ctx += v;
}

static int count(int v, void *ctx)
{
    (void)v;
    return ++*(int *)ctx;
}

static async int each(const int *a, int n, visit *f, void *ctx)
{
    int last = 0;
    for (int i = 0; i < n; i++) {
        last = await(f(a[i], ctx));
        if (f == sum && last > 5)
            break;
    }
    return last;
}

static async int test_main(void)
{
    int a[] = { 1, 2, 3, 4 }, total = 0, n = 0;
    printf("%d\n", await(each(a, 4, sum, &total)));
    printf("%d\n", await(each(a, 4, count, &n)));
    return total * 10 + n;
}

PROGRAM(calls_pointer_parameter, test_main)
