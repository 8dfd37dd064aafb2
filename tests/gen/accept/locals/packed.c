/* packed.c: Packed structs, and pointers to their members' bytes. */
#include "corpus.h"
#include <stdio.h>

struct __attribute__((packed)) wire { char kind; int length; short check; };

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static async int test_main(void)
{
    struct wire w = { 1, await(val(1000)), 7 };
    await(cede_yield());
    w.length += w.kind;
    w.check = (short)await(val(w.check * 2));
    printf("%zu %d %d\n", sizeof w, w.length, w.check);
    return (int)sizeof w;
}

PROGRAM(locals_packed, test_main)
