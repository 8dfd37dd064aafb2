/* condition_assign.c: Assignment in a condition, the idiom of reading loops. */
#include "corpus.h"
#include <stdio.h>

static async int next(int *at)
{
    static const int data[] = { 4, 8, 15, 16, 23, 42, -1 };
    await(cede_yield());
    return data[(*at)++];
}

static async int test_main(void)
{
    int c, at = 0, sum = 0;
    while ((c = await(next(&at))) >= 0) {
        if ((sum += c) > 60 && (c = await(next(&at))) < 50) {
            printf("early %d\n", c);
            break;
        }
        printf("%d %d\n", c, sum);
    }
    return sum;
}

PROGRAM(expressions_condition_assign, test_main)
