/* declaration_before_case.c: A variable declared before the first case is alive and uninitialised.
 * */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static async int test_main(void)
{
    int sum = 0;
    for (int i = 0; i < 3; i++)
        switch (i) {
            int x;
        case 0:
            x = await(val(5));
            await(cede_yield());
            sum += x;
            break;
        case 1:
            x = 7;
            await(cede_yield());
            sum += x * 10;
            break;
        default:
            sum += await(val(100));
        }
    return sum;
}

PROGRAM(switch_declaration_before_case, test_main)
