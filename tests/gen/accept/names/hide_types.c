/* hide_types.c: Variables and parameters that have the name of their type, or of another. */
#include "corpus.h"

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

typedef enum status { OK, BAD } status;
typedef struct pair { int a, b; } pair;
typedef struct fixed { const int a; } fixed;
static async status st(int v)
{
    await(cede_yield());
    status status = v ? BAD : OK;
    await(cede_yield());
    return status;
}
static async status own(int v)
{
    status status = v ? OK : BAD;
    return status;
}
static async pair mk(int v)
{
    pair pair = { v, await(val(v)) };
    return pair;
}
static async fixed fx(int v)
{
    fixed fixed = { v };
    if (v > 3)
        await(cede_yield());
    return fixed;
}
static async status par(status status)
{
    await(cede_yield());
    return status;
}
static async status par2(status status)
{
    if (status)
        return status;
    return await(st(1));
}
static status plain(status status)
{
    return status;
}
static async int test_main(void)
{
    int pair = 5, fixed = 3;
    pair += await(mk(3)).b + await(val(2)) + await(fx(3)).a + await(fx(4)).a + fixed;
    status (*fp)(enum status) = plain, (*fq)(enum status) = par;
    int status = await(st(1)) + await(st(0)) * 3 + await(own(0)) * 5;
    status += await(par(BAD)) + await(par2(OK)) + await(fp(BAD)) + await(fq(BAD));
    for (int status = await(st(1)); status < 3; status += await(st(1)))
        pair += status;
    {
        enum { mk = 4 };
        pair += mk;
    }
    return pair * 10 + status;
}

PROGRAM(names_hide_types, test_main)
