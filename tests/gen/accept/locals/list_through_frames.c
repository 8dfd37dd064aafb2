/* list_through_frames.c: A linked list whose nodes are locals of several functions that wait for
 * each other. */
#include "corpus.h"
#include <stdio.h>

struct node { int v; struct node *up; };

static async int walk(const struct node *n)
{
    int r = 0;
    for (; n; n = n->up) {
        await(cede_yield());
        r = r * 10 + n->v;
    }
    return r;
}

static async int third(struct node *up)
{
    struct node n = { 3, up };
    await(cede_yield());
    up->up->v = 9;
    return await(walk(&n));
}

static async int second(struct node *up)
{
    struct node n = { 2, up };
    int r = await(third(&n));
    printf("%d\n", await(walk(&n)));
    return r;
}

static async int test_main(void)
{
    struct node n = { 1, NULL };
    int r = await(second(&n));
    printf("%d %d\n", r, n.v);
    return r;
}

PROGRAM(locals_list_through_frames, test_main)
