/* pointer_to_operation.c: Operations of the library, awaited in a box and through pointers. */
#include "corpus.h"
#include <stdio.h>

static async int call_each(int (*const *sleeps)(cede_duration), int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++)
        sum += 1 + await(sleeps[i](cede_ms(i)));
    return sum;
}

static async int test_main(void)
{
    int (*const sleeps[])(cede_duration) = { cede_sleep, cede_sleep, cede_sleep };
    int (*give_way)(void) = cede_yield;
    printf("%d\n", await(give_way()));
    printf("%d\n", await(boxed(cede_yield())));
    printf("%d\n", await(boxed(cede_sleep(cede_us(3)))));
    printf("%d\n", await(call_each(sleeps, 3)));
    return 0;
}

PROGRAM(calls_pointer_to_operation, test_main)
