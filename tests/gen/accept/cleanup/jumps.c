/* jumps.c: Gotos and switches that leave the scope of a cleanup, forward and backward. */
#include "corpus.h"
#include <stdio.h>

#define CLEANUP(f) __attribute__((cleanup(f)))

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static void done(int *x)
{
    printf("done %d\n", *x);
}

static async int gotos(int n)
{
    int rounds = 0;
again:
    rounds++;
    {
        CLEANUP(done) int outer = rounds;
        {
            CLEANUP(done) int inner = await(val(10 * rounds));
            if (rounds < n)
                goto again;
            if (inner == 20)
                goto behind;
        }
        printf("outer %d\n", outer);
        if (n == 3)
            goto out;
behind:
        await(cede_yield());
        printf("behind\n");
    }
    {
        int tries = 0;
retry:;
        CLEANUP(done) int here = tries++ ? await(val(7)) : 6;
        if (here == 6)
            goto retry;
    }
out:
    return rounds;
}

static async int switches(int n)
{
    switch (await(val(n))) {
    case 1: {
        CLEANUP(done) int x = 1;
        await(cede_yield());
        break;
    }
    case 2: {
        CLEANUP(done) int x = 2;
        if (await(val(x)) == 2)
            break;
    }
        /* fall through */
    case 3: {
        CLEANUP(done) int x = 3;
        switch (x) {
        default: {
            CLEANUP(done) int y = await(val(4));
            printf("inner switch %d\n", y);
        }
        }
        return await(val(x));
    }
    default:
        printf("default\n");
    }
    return 0;
}

static async int test_main(void)
{
    for (int n = 1; n < 4; n++)
        printf("gotos %d\n", await(gotos(n)));
    for (int n = 0; n < 4; n++)
        printf("switches %d\n", await(switches(n)));
    return 0;
}

PROGRAM(cleanup_jumps, test_main)
