/* asm_goto.c: A label that only an asm goes to. */
#include "corpus.h"

static async int val(int v)
{
    await(cede_yield());
    return v;
}

static async int test_main(void)
{
    int kept = await(val(7)), n = 0;
again:
    n += await(val(1));
    if (n < 3) {
        asm goto("" : : : : again, unused);
        goto again;
    }
    return n;
unused:
    return kept;
}

PROGRAM(goto_asm_goto, test_main)
