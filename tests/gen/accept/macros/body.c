/* body.c: A macro whose body awaits, declares and loops. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

#define WAIT_TWICE() do { await(cede_yield()); await(cede_yield()); } while (0)
#define DECLARE(name, n) int name = await(val(n))
#define FOR_EACH(x, a) for (size_t i_ = 0; i_ < sizeof (a) / sizeof *(a) && ((x) = (a)[i_], 1); i_++)

static async int test_main(void)
{
    static const int a[] = { 1, 2, 3 };
    int x, sum = 0;
    DECLARE(ten, 10);
    if (ten == 10)
        WAIT_TWICE();
    else
        sum = 99;
    FOR_EACH(x, a) {
        sum += x * await(val(ten));
        WAIT_TWICE();
    }
    return sum;
}

PROGRAM(macros_body, test_main)
