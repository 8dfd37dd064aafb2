/* ordinary_calls.c: Ordinary calls around awaits, also through pointers and with results dropped.
 * */
#include "corpus.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static int twice(int n)
{
    return n * 2;
}

static async int test_main(void)
{
    int (*f)(int) = twice;
    char text[16];
    printf("%d\n", twice(await(val(4))) + f(await(val(5))) + (*f)(await(val(6))));
    memset(text, await(val('z')), (size_t)await(val(3)));
    text[await(val(3))] = 0;
    printf("%s %d\n", text, abs(await(val(-9))));
    return atoi(memcpy(text, "77", (size_t)await(val(3))));
}

PROGRAM(expressions_ordinary_calls, test_main)
