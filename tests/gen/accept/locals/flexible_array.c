/* flexible_array.c: A pointer to a struct with a flexible array, memory on the heap across awaits.
 * */
#include "corpus.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct text { size_t n; char bytes[]; };

static async struct text *copy(const char *s)
{
    size_t n = strlen(s);
    struct text *t = malloc(sizeof *t + n + 1);
    if (!t)
        exit(1);
    await(cede_yield());
    t->n = n;
    memcpy(t->bytes, s, n + 1);
    return t;
}

static async int test_main(void)
{
    struct text *t = await(copy("flexible"));
    await(cede_yield());
    int n = (int)t->n;
    struct text *u = await(copy(t->bytes + 4));
    await(cede_yield());
    printf("%s %s\n", t->bytes, u->bytes);
    free(t);
    free(u);
    return n;
}

PROGRAM(locals_flexible_array, test_main)
