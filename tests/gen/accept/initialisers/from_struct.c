/* from_struct.c: A struct initialised from an awaited struct, and from another local. */
#include "corpus.h"
#include <stdio.h>

struct big { int id; char name[20]; double d[4]; };

static async struct big make(int id)
{
    struct big b = { id, "", { id * 0.5, [3] = id } };
    await(cede_yield());
    snprintf(b.name, sizeof b.name, "big %d", id);
    return b;
}

static async int test_main(void)
{
    struct big a = await(make(1)), b = a, c[2] = { await(make(2)), b };
    await(cede_yield());
    a.id = 100;
    b.d[0] = await(make(7)).d[3];
    printf("%d %d %d %d\n", a.id, b.id, c[0].id, c[1].id);
    printf("%s %s %g %g %g\n", c[0].name, c[1].name, b.d[0], c[0].d[0], c[1].d[3]);
    return 0;
}

PROGRAM(initialisers_from_struct, test_main)
