/* lean_recursion.c: the lean core has no boxes, and functions of a cycle need them. */
#define CEDE_LEAN
#include <cede/core.h>

static async int other(int n);

static async int depth(int n)
{
    await(cede_yield());
    return n ? await(other(n - 1)) : 0;
}

static async int other(int n)
{
    return await(depth(n)) + 1;
}
