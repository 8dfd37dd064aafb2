/* ranges.c: GNU case ranges and enumerators as cases. */
#include "corpus.h"
#include <stdio.h>

#if defined(__clang__)
#pragma clang diagnostic ignored "-Wgnu-case-range"
#endif

enum kind { LOW = 1, MIDDLE = 10, HIGH = 100 };

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static async int test_main(void)
{
    for (int i = 0; i < 130; i += 9) {
        switch (await(val(i))) {
        case LOW ... MIDDLE - 1:
            await(cede_yield());
            printf("%d low\n", i);
            break;
        case MIDDLE ... HIGH:
            printf("%d middle\n", i);
            await(cede_yield());
            break;
        case HIGH + 1:
            printf("never\n");
            break;
        default:
            printf("%d outside\n", i);
        }
    }
    return 0;
}

PROGRAM(switch_ranges, test_main)
