/* self_reference.c: An initialiser that takes the address or the size of what it initialises. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

struct node { struct node *self; int n; size_t size; };

static async int test_main(void)
{
    struct node n = { &n, await(val(5)), sizeof n };
    void *p = &p;
    await(cede_yield());
    printf("%d %d %d\n", n.self == &n, n.self->n, n.size == sizeof n);
    return p == (void *)&p;
}

PROGRAM(initialisers_self_reference, test_main)
