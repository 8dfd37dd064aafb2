/* volatile.c: Volatile and atomic locals. */
#include "corpus.h"
#include <stdatomic.h>
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static async int add(volatile int *v, _Atomic int *a)
{
    *v += 1;
    await(cede_yield());
    atomic_fetch_add(a, 10);
    return *v;
}

static async int test_main(void)
{
    volatile int v = await(val(3));
    _Atomic int a = 4;
    _Atomic long l;
    volatile struct { int x; } s = { 5 };
    atomic_init(&l, 6);
    await(cede_yield());
    v++;
    a += await(val(2));
    s.x = v;
    await(add(&v, &a));
    printf("%d %d %ld %d\n", v, a, atomic_load(&l), s.x);
    return v + a;
}

PROGRAM(locals_volatile, test_main)
