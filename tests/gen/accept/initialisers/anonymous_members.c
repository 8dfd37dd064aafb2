/* anonymous_members.c: Structs with anonymous members, initialised by designators. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

struct event {
    int kind;
    union {
        struct { int x, y; };
        const char *text;
    };
};

static async int test_main(void)
{
    struct event e[] = { { 1, .x = await(val(3)), .y = 4 }, { .kind = 2, .text = "typed" } };
    await(cede_yield());
    for (int i = 0; i < 2; i++) {
        if (e[i].kind == 1)
            printf("%d %d\n", e[i].x, e[i].y);
        else
            printf("%s\n", e[i].text);
        await(cede_yield());
    }
    return e[0].x;
}

PROGRAM(initialisers_anonymous_members, test_main)
