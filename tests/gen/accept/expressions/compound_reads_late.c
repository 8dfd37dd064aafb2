/* compound_reads_late.c: X += await(f()) reads x after f has ended: no lost update. */
#include "corpus.h"
#include <stdio.h>

static int total;

static async int bump(int by)
{
    await(cede_yield());
    total += by;
    await(cede_yield());
    return by * 10;
}

static async int test_main(void)
{
    total = 1;
    total += await(bump(1));
    printf("%d\n", PROMISED(total, 12));
    total = 12;
    total = total + await(bump(2));
    printf("%d\n", PROMISED(total, 34));
    return 0;
}

PROGRAM(expressions_compound_reads_late, test_main)
