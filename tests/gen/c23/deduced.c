/* deduced.c: auto and constexpr of all kinds, across suspensions, in loops and in recursion. */
#include "corpus.h"
#include <stdio.h>

struct point { int x, y; };

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static async double halves(int n)
{
    auto d = n / 2.0;
    auto p = (struct point){ n, n + 1 };
    const auto c = 'c';
    for (auto i = 0; i < 3; i++) {
        auto s = p;
        d += await(val(i)) + s.x;
        p.x += s.y;
    }
    return d + p.x + c - 'c';
}

static async int tables(int n)
{
    constexpr int size = 2 + 1;
    constexpr struct point origin = { 3, 4 };
    constexpr auto scale = 10;
    int a[size][size * 2] = {};
    a[2][5] = await(val(n));
    switch (await(val(n))) {
    case size: a[0][0] = scale; break;
    case size + 1: a[0][0] = 2 * scale;
    }
    const struct point *p = &origin;
    if (n > 0)
        a[1][1] = await(tables(n - 1));
    await(cede_yield());
    return a[0][0] + a[1][1] + a[2][5] + p->y + (int)(sizeof a / sizeof a[0]);
}

static async int test_main(void)
{
    printf("%.1f\n", await(halves(3)));
    printf("%d\n", await(tables(4)));
    return 0;
}

PROGRAM(deduced, test_main)
