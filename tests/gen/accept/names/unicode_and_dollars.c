/* unicode_and_dollars.c: Identifiers with universal characters and dollars. */
#include "corpus.h"
#include <stdio.h>

#if defined(__clang__)
#pragma clang diagnostic ignored "-Wdollar-in-identifier-extension"
#endif

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static async int größe(int $a, int b$c)
{
    int naïve = $a + b$c;
    await(cede_yield());
    return naïve + $a;
}

static async int test_main(void)
{
    int \u00fcber = await(größe(3, await(val(4))));
    await(cede_yield());
    return \u00fcber;
}

PROGRAM(names_unicode_and_dollars, test_main)
