/* const.c: Const locals, and structs with const members. */
#include "corpus.h"
#include <stdio.h>

struct entry { const int id; char *const name; int n; };

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static async int test_main(void)
{
    const int a = await(val(5));
    char text[] = "name";
    struct entry e = { await(val(1)), text, 2 };
    const struct entry c[2] = { { 7, text, 8 }, { await(val(9)), NULL, 10 } };
    const char *const p = "pointed";
    await(cede_yield());
    e.n += a;
    e.name[0] = 'N';
    await(cede_yield());
    printf("%d %s %d %d %d %s\n", e.id, e.name, e.n, c[0].id, c[1].id, p);
    return a;
}

PROGRAM(locals_const, test_main)
