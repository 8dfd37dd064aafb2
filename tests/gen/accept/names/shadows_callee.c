/* shadows_callee.c: A local that shadows the async function that is called before. */
#include "corpus.h"
#include <stdio.h>

static async int fetch(int n)
{
    await(cede_yield());
    return n * 2;
}

static async int test_main(void)
{
    int a = await(fetch(3));
    {
        int fetch = await(cede_yield()) + a;
        await(cede_yield());
        printf("%d\n", fetch);
    }
    int b = await(fetch(a)), fetch = b + 1;
    await(cede_yield());
    return fetch;
}

PROGRAM(names_shadows_callee, test_main)
