/* tags_and_labels.c: Tags, labels, members and variables of one name, that of the function
 * included. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static async int same(int same)
{
    struct same { int same; } x = { same };
    await(cede_yield());
    if (x.same > 2)
        goto same;
    x.same = await(val(x.same * 10));
same:
    return x.same + same;
}

static async int test_main(void)
{
    return await(same(2)) * 100 + await(same(3));
}

PROGRAM(names_tags_and_labels, test_main)
