/* statements_with_defer.c: The value of a statement expression is taken before its defers run. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

#ifdef CORPUS_PLAIN
#define DEFERRING(value, later) ({ int kept = (value); later; kept; })
#else
#define DEFERRING(value, later) ({ defer { later; } value; })
#endif

static async int test_main(void)
{
    int x = 1, r = DEFERRING(++x, x += 10);
    printf("%d %d\n", r, x);
    r = DEFERRING(await(val(x)) + x, x = await(val(7)));
    printf("%d %d\n", r, x);
    for (int i = 0; i < 3; i++) {
        r += DEFERRING(({ if (i == 3) continue; await(val(i)); }), x += i);
        printf("%d %d\n", r, x);
    }
    return r + x;
}

PROGRAM(expressions_statements_with_defer, test_main)
