/* body_not_braced.c: A switch whose body is one labelled statement, and one with an if. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static async int test_main(void)
{
    int n = 0;
    for (int i = 0; i < 3; i++) {
        switch (i)
        case 1:
            n += await(val(10));
        switch (await(val(i)))
        case 2:
            if (await(val(1)))
                n += 100;
    }
    return n;
}

PROGRAM(switch_body_not_braced, test_main)
