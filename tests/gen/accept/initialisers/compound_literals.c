/* compound_literals.c: Compound literals with awaits, as values and by address. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

struct point { int x, y; };

static int dot(struct point a, const struct point *b)
{
    return a.x * b->x + a.y * b->y;
}

static async int test_main(void)
{
    struct point *p = &(struct point){ await(val(3)), 4 };
    int *a = (int[]){ 1, await(val(2)), 3 };
    await(cede_yield());
    p->y += await(val(1));
    printf("%d %d %d\n", p->x, p->y, a[0] + a[1] + a[2]);
    printf("%d\n", dot((struct point){ await(val(1)), 2 }, &(struct point){ 3, await(val(4)) }));
    printf("%d\n", (struct point){ .y = await(val(9)) }.y);
    printf("%d\n", ((int[4]){ 5, 6, await(val(7)) })[await(val(2))]);
    return (int)sizeof (int[]){ 1, 2, 3 };
}

PROGRAM(initialisers_compound_literals, test_main)
