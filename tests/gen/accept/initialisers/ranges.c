/* ranges.c: A range designator evaluates its await once. (gcc only: clang takes no variable there.)
 * */
#include "corpus.h"
#include <stdio.h>

#if defined(__clang__)
#pragma clang diagnostic ignored "-Wgnu-designator"
#endif

static int calls;

static async int count(void)
{
    await(cede_yield());
    return ++calls;
}

static async int test_main(void)
{
    int a[8] = { [1 ... 3] = await(count()), [6 ... 7] = 9 };
    await(cede_yield());
    for (int i = 0; i < 8; i++)
        printf("%d ", a[i]);
    printf("\n");
    return calls;
}

PROGRAM(initialisers_ranges, test_main)
