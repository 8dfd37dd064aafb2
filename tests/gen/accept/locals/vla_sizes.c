/* vla_sizes.c: What the size of a variable-length array is made of survives awaits before it. */
#include "corpus.h"
#include <stddef.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

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

static int fill(int n, int *a) { int s = 0; for (int i = 0; i < n; i++) a[i] = i, s += i; return s; }
static async int test_main(void)
{
    int n = await(val(5));
    int r = await(churn(1));
    {
        int a[n];
        r += (int)(sizeof a / sizeof *a) + fill((int)(sizeof a / sizeof *a), a);
    }
    int m = await(val(6));
    r += await(churn(1));
    r += (int)sizeof(int[m]);
    int k = await(val(4));
    r += await(churn(1));
    r += (int)__builtin_offsetof(struct { int x; int a[8]; }, a[k]);
    int z = await(val(3));
    r += await(churn(1));
    {
        typedef int row[z];
        row q;
        r += (int)sizeof q + fill(3, q);
    }
    int w = await(val(3));
    int flat[9] = { 0, 1, 2, 3, 4, 5, 6, 7, 8 };
    r += await(churn(1));
    r += ((int (*)[w])flat)[1][1];
    return r;
}

PROGRAM(locals_vla_sizes, test_main)
