/* function_pointers.c: Functions that give and take function pointers. */
#include "corpus.h"
#include <stdio.h>

static int add(int a, int b) { return a + b; }
static int sub(int a, int b) { return a - b; }

typedef int operation(int, int);

static async operation *choose(char c)
{
    await(cede_yield());
    return c == '+' ? add : sub;
}

static async int (*other(operation *f))(int, int)
{
    await(cede_yield());
    return f == add ? sub : add;
}

static async int apply(int (*f)(int, int), int a, int b)
{
    int r = f(a, b);
    await(cede_yield());
    return r + f(0, 0);
}

static async int test_main(void)
{
    operation *f = await(choose('+'));
    await(cede_yield());
    printf("%d %d\n", f(5, 3), await(choose('-'))(5, 3));
    printf("%d\n", await(other(f))(9, 4));
    return await(apply(await(other(await(choose('-')))), 20, 22));
}

PROGRAM(types_function_pointers, test_main)
