/* boxed.c: Boxed calls by name, with arguments and results of several types. */
#include "corpus.h"
#include <stdio.h>

struct pair { int a, b; };

static async struct pair twice(struct pair p)
{
    await(cede_yield());
    return (struct pair){ p.a * 2, p.b * 2 };
}

static async void show(const char *s)
{
    await(cede_yield());
    printf("%s\n", s);
}

static async int test_main(void)
{
    await(boxed(show("boxed")));
    struct pair p = await(boxed(twice((struct pair){ 1, 2 })));
    for (int i = 0; i < 3; i++)
        p.a += await(boxed(twice(p))).b;
    return p.a + p.b;
}

PROGRAM(calls_boxed, test_main)
