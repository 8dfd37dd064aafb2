/* spawn_of_a_compound_literal.c: A task's argument is made of a compound literal. */
#include "corpus.h"

struct point { int x, y; };

static async int later(int v)
{
    await(cede_sleep(after(1)));
    return v;
}

static async int test_main(void)
{
    int v = 3, r = 0;
    group (g) {
        spawn_into(g, &r, later(((struct point){ .x = v, .y = v + 1 }).y));
        spawn(g, later(((struct point){ .x = v }).x));
    }
    event("%d", r);
    return 0;
}

SWEPT(spawn_of_a_compound_literal, test_main)
