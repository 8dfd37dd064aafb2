/* block_types.c: Block-scope struct, union, enum, typedef and enumerators as types of locals. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static async int test_main(void)
{
    struct point { int x, y; };
    union bits { float f; unsigned u; };
    enum colour { RED = 3, GREEN, BLUE };
    typedef struct { struct point at; enum colour c; } pixel;
    struct point p = { await(val(1)), 2 };
    union bits b = { 1.0f };
    enum colour c = GREEN;
    pixel px[BLUE] = { [GREEN] = { p, RED } };
    await(cede_yield());
    px[GREEN].at.y += await(val(RED));
    c++;
    await(cede_yield());
    printf("%d %d %x %d %zu\n", p.x, px[GREEN].at.y, b.u, c == BLUE, sizeof px / sizeof *px);
    {
        struct point { char only; } q = { 'q' };
        enum { RED = 70 } other = RED;
        typedef char pixel[3];
        pixel s = "ab";
        await(cede_yield());
        printf("%c %d %s %zu\n", q.only, (int)other, s, sizeof(struct point));
    }
    return (int)px[GREEN].c;
}

PROGRAM(locals_block_types, test_main)
