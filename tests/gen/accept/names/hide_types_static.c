/* hide_types_static.c: Static locals that have the name of their type. */
#include "corpus.h"

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

typedef struct count { int n; } count;
static async count cnt(int v) { static int count; count += v; await(cede_yield()); struct count c = { count }; return c; }
static async int test_main(void)
{
    int r = await(cnt(3)).n;
    static int count;
    count += await(cnt(4)).n + await(val(2));
    return r + count;
}

PROGRAM(names_hide_types_static, test_main)
