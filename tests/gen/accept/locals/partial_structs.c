/* partial_structs.c: Members assigned one by one on different paths. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

struct s { int a, b; char c[4]; };

static async int test_main(void)
{
    int sum = 0;
    for (int i = 0; i < 3; i++) {
        struct s s, t;
        if (i) {
            s.a = i;
            await(cede_yield());
            s.b = await(val(2));
        } else {
            s.b = 7;
            s.a = await(val(1));
        }
        s.c[0] = 'x';
        t = s;
        await(cede_yield());
        s.a = 0;
        sum += t.a * 10 + t.b + (t.c[0] == 'x') + s.a;
    }
    return sum;
}

PROGRAM(locals_partial_structs, test_main)
