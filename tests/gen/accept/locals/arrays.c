/* arrays.c: Arrays of one and two dimensions, partly used before and after awaits. */
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
    int a[8], m[3][4];
    char grid[2][3][4] = { { "abc", "def" }, { "ghi" } };
    for (int i = 0; i < 8; i++)
        a[i] = await(val(i * i));
    for (int i = 0; i < 12; i++)
        m[i / 4][i % 4] = i;
    await(cede_yield());
    int (*row)[4] = m + 1;
    row[0][2] += await(val(100));
    await(cede_yield());
    grid[1][0][1] = (char)await(val('H'));
    printf("%d %d %d %s %s%s\n", a[7], m[1][2], row[1][3], grid[0][1], grid[1][0], grid[1][1]);
    return a[3] + m[2][3];
}

PROGRAM(locals_arrays, test_main)
