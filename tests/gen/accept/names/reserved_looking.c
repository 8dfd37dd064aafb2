/* reserved_looking.c: Variables whose names a generator might want for itself. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static async int work(int self, int state, int frame, int ctx)
{
    int f = self + 1, t = state + 1, s = frame + 1, r = ctx + 1;
    await(cede_yield());
    int task = f + t, args = s + r, result = task * args, status = 0, area = 1, step = 2;
    await(cede_yield());
    return result + status + area + step + self + state + frame + ctx;
}

static async int test_main(void)
{
    int value = await(work(1, 2, 3, 4)), leave = await(val(5)), done = 6, pending = 7, fn = 8;
    await(cede_yield());
    return value + leave + done + pending + fn;
}

PROGRAM(names_reserved_looking, test_main)
