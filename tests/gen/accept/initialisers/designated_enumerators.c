/* designated_enumerators.c: Elements designated by enumerators and constant expressions. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

enum colour { RED, GREEN = 3, BLUE };

static async int test_main(void)
{
    const char *names[] = { [RED] = "red", [BLUE] = "blue", [GREEN] = "green" };
    int a[BLUE + 1] = { [GREEN - 1] = await(val(2)), await(val(3)), [RED] = await(val(7)) };
    await(cede_yield());
    for (int i = 0; i <= BLUE; i++)
        printf("%s %d\n", names[i] ? names[i] : "-", a[i]);
    return (int)(sizeof a / sizeof *a);
}

PROGRAM(initialisers_designated_enumerators, test_main)
