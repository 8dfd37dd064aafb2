/* sizeof_arrays.c: Sizeof of an array that lives in the frame is the array's. */
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
    char line[sizeof "thirty-two characters of text.."] = "thirty";
    int a[] = { 1, 2, 3 }, m[2][5];
    await(cede_yield());
    m[1][4] = await(val(4));
    printf("%zu %zu %zu %zu %d\n", sizeof line, sizeof a / sizeof a[0], sizeof m / sizeof m[0], sizeof *m, m[1][4]);
    for (size_t i = 0; i < sizeof a / sizeof *a; i++)
        a[i] += await(val((int)i));
    snprintf(line, sizeof line, "%d %d %d", a[0], a[1], a[2]);
    await(cede_yield());
    printf("%s\n", line);
    return (int)sizeof(line);
}

PROGRAM(locals_sizeof_arrays, test_main)
