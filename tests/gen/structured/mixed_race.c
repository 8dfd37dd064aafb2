/* mixed_race.c: The first of several tasks wins, and the others are cancelled. */
#include "corpus.h"

static async int runner(int id, int ms, int *winner, cede_group *g)
{
    defer { event("runner %d left, %d", id, cede_leaving()); }
    await(cede_sleep(after(ms)));
    if (!*winner) {
        *winner = id;
        cede_group_cancel(g);
    }
    return 0;
}

static async int test_main(void)
{
    int winner = 0;
    group (g) {
        spawn(g, runner(1, 7, &winner, g));
        spawn(g, runner(2, 4, &winner, g));
        spawn(g, runner(3, 5, &winner, g));
    }
    event("winner %d", winner);
    return winner;
}

SWEPT(mixed_race, test_main)
