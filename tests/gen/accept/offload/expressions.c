/* expressions.c: Offloaded calls wherever an await may stand, by name and through pointers. */
#include "corpus.h"
#include <stdio.h>
#include <stdlib.h>

struct ops { int (*apply)(int, int); const char *name; };

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static int add(int a, int b) { return a + b; }
static int mul(int a, int b) { return a * b; }
static int minus(int a) { return -a; }
static void print(const char *s) { printf("%s\n", s); }
#define slow(x) offload(minus(x))

static async int test_main(void)
{
    const struct ops ops[] = { { add, "add" }, { mul, "mul" } };
    int (*twice[2])(int, int) = { add, mul }, i = 0, n = 0;
    for (int k = await(offload(add(0, 0))); k < await(offload(add(2, 1))); k = await(offload(add(k, 1))))
        for (size_t o = 0; o < 2; o++)
            n += await(offload(ops[o].apply(k + 1, await(val(3)))));
    printf("%d\n", n);
    printf("%d\n", await(offload(add(await(offload(mul(2, 3))), await(val(4))))));
    printf("%d\n", await(offload((*twice[i++])(5, 6))));
    printf("%d\n", i);
    printf("%d\n", await(offload((add)(1, 1))) && await(offload((&mul)(0, 1))) ? 1 : await(offload((*add)(8, 1))));
    n = 3;
    n += await(offload(abs(await(slow(n)))));
    printf("%d %d\n", n, (int)sizeof(await(offload(add(1, 2)))));
    {
        extern int atoi(const char *);
        int s = ({ int t = await(offload(atoi("42"))); t + 1; });
        printf("%d\n", s);
    }
    await(offload(print("in a statement")));
    (void)await(offload(add(1, 2)));
    int offload = await(cede_yield());
    return offload + n;
}

PROGRAM(offload_expressions, test_main)
