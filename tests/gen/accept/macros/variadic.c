/* variadic.c: Variadic macros with awaits among their arguments. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

#define LOG(...) printf(__VA_ARGS__)
#define COUNT(...) COUNT_(__VA_ARGS__, 3, 2, 1, 0)
#define COUNT_(a, b, c, n, ...) n
#define SUM3(a, ...) ((a) + FIRST(__VA_ARGS__, 0))
#define FIRST(a, ...) (a)

static async int test_main(void)
{
    LOG("%d %d\n", await(val(1)), await(val(2)));
    LOG("%s\n", "plain");
    return COUNT(await(val(1)), 2, 3) * 10 + SUM3(await(val(4)), await(val(5)), 6);
}

PROGRAM(macros_variadic, test_main)
