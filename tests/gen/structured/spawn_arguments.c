/* spawn_arguments.c: Arguments are taken when the task is made. */
#include "corpus.h"

struct job { int id; const char *name; double weights[3]; };

static async int work(struct job j, int times, const int *shared)
{
    int id = j.id;
    for (int i = 0; i < times; i++) {
        await(cede_sleep(after(id)));
        event("%s %d %g %d", j.name, i, j.weights[i], *shared);
    }
    return 0;
}

static async int test_main(void)
{
    int shared = 1;
    group (g) {
        struct job j = { 1, "one", { 0.5, 1.5, 2.5 } };
        spawn(g, work(j, 2, &shared));
        j.id = 2;
        j.name = "two";
        j.weights[0] = 9;
        spawn(g, work(j, 1 + j.id, &shared));
        j.id = 99;
        shared = 2;
    }
    return shared;
}

SWEPT(spawn_arguments, test_main)
