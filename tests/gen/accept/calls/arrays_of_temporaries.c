/* arrays_of_temporaries.c: An array in a struct that a call gave is there as long as the await that takes it. */
#include "corpus.h"
#include <stddef.h>

/* Writes over what frames behind its caller's live part have held. */
static async int churn(int v)
{
    volatile unsigned char mess[200];
    for (int i = 0; i < 200; i++)
        mess[i] = (unsigned char)(v + i * 7);
    await(cede_yield());
    int s = 0;
    for (int i = 0; i < 200; i++)
        s += mess[i];
    await(cede_yield());
    return s;
}

struct three { int a[3]; };
struct deep { const int k; struct { struct three t; int m[2][2]; } in; long double ld; };
static struct three make(int v) { return (struct three){ { v, v + 1, v + 2 } }; }
static struct deep dig(int v) { return (struct deep){ v, { { { v, v, v } }, { { v, 1 }, { 2, v } } }, v }; }
static async struct three slow(int v) { await(cede_yield()); return make(v * 10); }
static async int sum(int n, const int *p)
{
    int s = await(churn(2)) & 1;
    for (int i = 0; p && i < n; i++)
        s += p[i];
    return s;
}
static async int test_main(void)
{
    int (*by_pointer)(int, const int *) = sum;
    struct three x = make(1), y = make(2);
    int r = await(sum(3, make(7).a)), c = r > 0;
    r += await(sum(3, (c ? x : y).a)) * 2;
    r += await(sum(3, (x = y).a)) * 3;
    r += await(sum(3, (make(3), make(4)).a)) * 5;
    r += await(sum(3, (c ? await(slow(1)) : y).a)) * 7 + await(sum(3, (!c ? await(slow(1)) : y).a)) * 11;
    r += await(sum(3, (await(slow(3)), make(5)).a));
    r += await(sum(3, ({ struct three z = make(9); z; }).a)) + await(sum(3, await(slow(4)).a));
    r += await(sum(3, ({ struct three z = await(slow(9)); z; }).a));
    r += await(sum(3, c ? make(6).a : NULL)) + await(sum(3, c ? NULL : make(6).a));
    r += await(boxed(sum(3, make(1).a))) + await(by_pointer(2, make(2).a));
    r += await(sum(3, dig(3).in.t.a)) + await(sum(2, dig(4).in.m[1])) + await(sum(1, &dig(5).in.m[1][1]));
    r += await(sum(1, make(100).a + 2)) + await(sum(make(3).a[0], make(0).a));
    for (int i = 0; i < 3; i++)
        r += await(sum(3, make(await(sum(3, make(i).a))).a));
    return r;
}

PROGRAM(calls_arrays_of_temporaries, test_main)
