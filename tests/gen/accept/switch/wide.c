/* wide.c: Switches on long long, on characters and on a conversion. */
#include "corpus.h"
#include <stdio.h>

static async long long wide(int i)
{
    await(cede_yield());
    return i * 0x100000000LL;
}

static async char letter(int i)
{
    await(cede_yield());
    return "xyz"[i];
}

static async int test_main(void)
{
    for (int i = 0; i < 3; i++) {
        switch (await(wide(i))) {
        case 0: printf("none "); break;
        case 0x100000000LL: printf("one "); break;
        case 0x200000000LL: printf("two "); break;
        }
        switch (await(letter(i))) {
        case 'x': printf("x "); break;
        case 'y': printf("y "); break;
        default: printf("? ");
        }
        switch ((unsigned char)await(wide(i))) {
        case 0: printf("truncated\n");
        }
    }
    return 0;
}

PROGRAM(switch_wide, test_main)
