/* nested.c: Switches in switches, with breaks that belong to each. */
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
    for (int i = 0; i < 4; i++) {
        switch (i / 2) {
        case 0:
            switch (await(val(i % 2))) {
            case 0:
                printf("0 0\n");
                break;
            case 1:
                await(cede_yield());
                printf("0 1\n");
                break;
            }
            printf("still 0\n");
            break;
        case 1:
            await(cede_yield());
            switch (i % 2)
            case 1: {
                await(cede_yield());
                printf("1 1\n");
            }
            printf("still 1\n");
        }
    }
    return 0;
}

PROGRAM(switch_nested, test_main)
