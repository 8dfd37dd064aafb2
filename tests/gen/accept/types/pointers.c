/* pointers.c: Pointers of every kind as results and parameters. */
#include "corpus.h"
#include <stdio.h>

static int data[3] = { 1, 2, 3 };

static async int *element(int *a, int i)
{
    await(cede_yield());
    return a + i;
}

static async const char *const *names(void)
{
    static const char *const n[] = { "zero", "one" };
    await(cede_yield());
    return n;
}

static async int (*row(int (*m)[2], int i))[2]
{
    await(cede_yield());
    return m + i;
}

static async int test_main(void)
{
    int m[2][2] = { { 1, 2 }, { 3, 4 } };
    *await(element(data, 1)) = 20;
    printf("%d %s\n", data[1], await(names())[1]);
    printf("%d\n", (*await(row(m, 1)))[1]);
    int (*r)[2] = await(row(m, 0));
    await(cede_yield());
    (*r)[0] += 9;
    return m[0][0];
}

PROGRAM(types_pointers, test_main)
