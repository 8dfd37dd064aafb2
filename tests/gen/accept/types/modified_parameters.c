/* modified_parameters.c: Parameters are the function's own variables. */
#include "corpus.h"
#include <stdio.h>

static async int spend(int n, void *unused, const char *s)
{
    int count = 0;
    (void)unused;
    while (n-- > 0 && *s++) {
        await(cede_yield());
        count++;
    }
    printf("%d %s\n", n, s);
    return count;
}

static async int test_main(void)
{
    int n = 3;
    await(cede_yield());
    return await(spend(n, NULL, "abcdef")) * 10 + n;
}

PROGRAM(types_modified_parameters, test_main)
