/* static_of_block_types.c: Static variables of types that are defined with them and needed in the frame. */
#include "corpus.h"

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static async int test_main(void)
{
    static struct pt { int x, y; struct in { char c; } in; } pts[] = { { 1, 2, { 'a' } }, { 3, 4, { 'b' } } };
    struct pt *p = pts;
    struct in *in = &pts[1].in;
    int r = await(val(1));
    r += p->x;
    p++;
    await(cede_yield());
    static const struct { const char *n; int v; } table[] = { { "a", 1 }, { "b", 2 } }, one = { "c", 3 };
    __auto_type q = table;
    r += await(val(2));
    r += q[1].v + one.v;
    static const enum color { RED = 5, GREEN } colors[3] = { GREEN, RED, RED };
    enum color c = colors[0];
    static enum { SOLO = 9 } solo = SOLO;
    static union u { int a; char b[4]; } us, *up = &us;
    union u *uq = up;
    await(cede_yield());
    uq->a = c;
    static struct pt more[2] = { [1] = { 7, 8, { 'z' } } };
    struct pt *m = more;
    r += await(val(solo));
    return r + p->y + us.a + m[1].y + in->c + (c == GREEN);
}

PROGRAM(locals_static_of_block_types, test_main)
