/* comma_arguments.c: A comma expression as an argument, in a condition and in a subscript. */
#include "corpus.h"
#include <stdio.h>

/* Says so, gives way, then is v. */
static async int say(int v)
{
    printf("say %d\n", v);
    await(cede_yield());
    return v;
}

static async int test_main(void)
{
    int a[6] = { 1, 2, 3, 4, 5, 6 }, i = 0;
    printf("%d\n", (i++, await(say(i))));
    if (i++, await(say(i)) == 2)
        printf("two\n");
    printf("%d\n", a[i++, await(say(1)) + i]);
    return i;
}

PROGRAM(expressions_comma_arguments, test_main)
