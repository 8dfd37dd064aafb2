/* keywords_as_members.c: Members and variables named like cede's own functions and words without
 * meaning here, so it is compiled on its own. */
#include "corpus.h"
#include <stdio.h>

struct options { int within, group, shield, defer, spawn, detach; };

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static async int test_main(void)
{
    struct options o = { .within = 1, .group = await(val(2)), .shield = 3 };
    struct options *p = &o;
    await(cede_yield());
    p->defer = o.group + o.within;
    o.spawn = await(val(p->shield)) * 10;
    p->detach = o.spawn + p->defer;
    await(cede_yield());
    return o.detach;
}

PROGRAM(names_keywords_as_members, test_main)
