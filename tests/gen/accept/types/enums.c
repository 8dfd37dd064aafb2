/* enums.c: Enums and their conversion. */
#include "corpus.h"
#include <stdio.h>

enum state { IDLE, BUSY = 5, DONE };

static async enum state next(enum state s)
{
    await(cede_yield());
    switch (s) {
    case IDLE: return BUSY;
    case BUSY: return DONE;
    case DONE: return IDLE;
    }
    return IDLE;
}

static async int test_main(void)
{
    enum state s = IDLE;
    do {
        printf("%d\n", (int)s);
        s = await(next(s));
    } while (s != IDLE);
    return (int)await(next(await(next(s))));
}

PROGRAM(types_enums, test_main)
