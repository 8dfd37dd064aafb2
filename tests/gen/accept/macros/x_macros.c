/* x_macros.c: A list of macro calls that undefines its macro, included in a function. */
#include "corpus.h"

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static async int test_main(void)
{
    int r = 0;
    for (int i = 0; i < 4; i++)
        switch (await(val(i))) {
#define X(n, v) case n: r += await(val(v)); break;
#include "accept/macros/x_macros.def"
        default: r += 1000;
        }
#define X(n, v) + v
    return r
#include "accept/macros/x_macros.def"
    ;
}
#define X(n, v) int x_##n;
#include "accept/macros/x_macros.def"

PROGRAM(macros_x_macros, test_main)
