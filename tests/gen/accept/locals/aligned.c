/* aligned.c: Over-aligned locals keep their alignment in every task. */
#include "corpus.h"
#include <stdint.h>
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

struct line { _Alignas(64) char bytes[64]; };

static int aligned(const volatile void *p, unsigned to)
{
    return (uintptr_t)p % to == 0;
}

static async int deeper(int depth)
{
    char odd = (char)depth;
    _Alignas(32) int a[3] = { depth };
    await(cede_yield());
    int ok = aligned(a, 32);
    if (depth > 0)
        ok += await(val(aligned(a, 32)));
    return ok + odd - depth + a[1];
}

static async int test_main(void)
{
    char c = 'c';
    _Alignas(64) int a = await(val(1));
    struct line l = { { 'l' } };
    int b __attribute__((aligned(128))) = 2;
    await(cede_yield());
    a += b;
    l.bytes[1] = c;
    await(cede_yield());
    printf("%d %d %d %c%c\n", aligned(&a, 64), aligned(&l, 64), aligned(&b, 128), l.bytes[0], l.bytes[1]);
    return a * 10 + await(deeper(0)) + await(deeper(1));
}

PROGRAM(locals_aligned, test_main)
