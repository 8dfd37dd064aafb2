/* hidden_await.c: Await and async hidden behind the user's own macros. */
#include "corpus.h"
#include <stdio.h>

#define A async
#define W(x) await(x)
#define GIVE_WAY W(cede_yield())

static A int val(int v)
{
    GIVE_WAY;
    return v;
}

static A int test_main(void)
{
    int n = W(val(3));
    GIVE_WAY;
    return n + W(val(W(val(4))));
}

PROGRAM(macros_hidden_await, test_main)
