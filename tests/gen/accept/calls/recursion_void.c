/* recursion_void.c: Recursion without a result, and with a struct result. */
#include "corpus.h"
#include <stdio.h>

struct tree { int v; struct tree *left, *right; };

static async void print(const struct tree *t)
{
    if (!t)
        return;
    await(print(t->left));
    await(cede_yield());
    printf("%d\n", t->v);
    await(print(t->right));
}

static async struct tree mirror(struct tree t, int depth)
{
    struct tree *left = t.left;
    await(cede_yield());
    t.left = t.right;
    t.right = left;
    if (depth > 0)
        t = await(mirror(t, depth - 1));
    return t;
}

static async int test_main(void)
{
    struct tree a = { 1, NULL, NULL }, c = { 3, NULL, NULL }, b = { 2, &a, &c };
    await(print(&b));
    b = await(mirror(b, 2));
    await(print(&b));
    return b.left->v;
}

PROGRAM(calls_recursion_void, test_main)
