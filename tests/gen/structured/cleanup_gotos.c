/* cleanup_gotos.c: Gotos out of the scope of a cleanup and back over it, under cancels and deadlines. */
#include "corpus.h"

#define CLEANUP(f) __attribute__((cleanup(f)))

static void done(int *x)
{
    event("done %d", *x);
}

static async int naps(int ms, int n)
{
    CLEANUP(done) int naps = n;
    while (naps-- > 0)
        await(cede_sleep(after(ms)));
    return n;
}

static async int test_main(void)
{
    int rounds = 0;
again:
    rounds++;
    {
        CLEANUP(done) int outer = rounds;
        {
            CLEANUP(done) int inner = 10 + await(naps(2, rounds));
            if (rounds < 3)
                goto again;
            if (inner == 13)
                goto behind;
        }
behind:
        await(naps(1, 2));
        switch (outer) {
        case 3: {
            CLEANUP(done) int in_case = 30;
            await(naps(1, 1));
            break;
        }
        }
        return await(naps(1, 1));
    }
}

SWEPT(cleanup_gotos, test_main)
