/* incomplete_types.c: A tag declared in a block before it is defined, and self-referential types.
 * */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static async int test_main(void)
{
    struct node;
    struct node *head = NULL;
    struct node { int v; struct node *next; } a, b, c;
    struct node *all[] = { &a, &b, &c };
    for (int i = 0; i < 3; i++) {
        all[i]->v = await(val(i + 1));
        all[i]->next = head;
        head = all[i];
        await(cede_yield());
    }
    int n = 0;
    for (struct node *p = head; p; p = p->next)
        n = n * 10 + await(val(p->v));
    return n;
}

PROGRAM(locals_incomplete_types, test_main)
