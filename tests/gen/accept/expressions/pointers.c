/* pointers.c: Pointer arithmetic and comparison with awaits. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static async const char *skip(const char *s, int n)
{
    await(cede_yield());
    return s + n;
}

static async int test_main(void)
{
    const char *s = "abcdefgh", *t;
    t = await(skip(s, 2)) + await(val(3));
    printf("%c %d\n", *t, (int)(t - await(skip(s, 1))));
    printf("%d\n", await(skip(s, 3)) < await(skip(s, 4)));
    printf("%s\n", &await(skip(s, 5))[1]);
    t -= await(val(2));
    printf("%s\n", t++);
    for (t = s; *await(skip(t, 0)); t += await(val(3)))
        if (t == s + 6)
            break;
    return (int)(t - s);
}

PROGRAM(expressions_pointers, test_main)
