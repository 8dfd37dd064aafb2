/* pointer_table.c: Await through tables and struct members of function pointers. */
#include "corpus.h"
#include <stdio.h>

static async int inc(int n) { await(cede_yield()); return n + 1; }
static async int dbl(int n) { await(cede_yield()); return n * 2; }
static async int sqr(int n) { return n * n; }

struct operation { const char *name; int (*run)(int); };

static async int test_main(void)
{
    static int (*const table[])(int) = { inc, dbl, sqr };
    struct operation ops[] = { { "sqr", sqr }, { "inc", inc } }, *op = ops;
    int n = 3;
    for (int i = 0; i < 3; i++)
        n = await(table[i](n));
    printf("%d\n", n);
    for (; op < ops + 2; op++) {
        n = await(op->run(n));
        printf("%s %d\n", op->name, n);
    }
    return await(ops[await(inc(0))].run(n));
}

PROGRAM(calls_pointer_table, test_main)
