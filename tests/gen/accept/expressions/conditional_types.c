/* conditional_types.c: Arms of different types: the result has the common one. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static async double real(double d)
{
    await(cede_yield());
    return d;
}

static async void *nothing(void)
{
    await(cede_yield());
    return NULL;
}

struct pair { int a, b; };

static async struct pair pair(int a)
{
    await(cede_yield());
    return (struct pair){ a, -a };
}

static async int test_main(void)
{
    int x = 3;
    struct pair fixed = { 1, 2 };
    for (int i = 0; i < 2; i++) {
        printf("%g\n", i ? await(val(7)) / 2 : await(real(0.5)));
        int *p = i ? await(nothing()) : &x;
        printf("%s\n", p ? "x" : "null");
        struct pair c = await(val(i)) ? await(pair(5)) : fixed;
        printf("%d %d\n", c.a, c.b);
        printf("%d\n", (i ? fixed : await(pair(9))).b);
    }
    return 0;
}

PROGRAM(expressions_conditional_types, test_main)
