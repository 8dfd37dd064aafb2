/* group_tasks_spawn.c: Tasks that spawn into the group they belong to. */
#include "corpus.h"

static async int parent(cede_group *g, int depth)
{
    event("depth %d", depth);
    await(cede_sleep(after(1)));
    if (depth > 0) {
        spawn(g, parent(g, depth - 1));
        spawn(g, parent(g, depth - 1));
    }
    return depth;
}

static async int test_main(void)
{
    group (g) {
        spawn(g, parent(g, 2));
    }
    return 0;
}

SWEPT(group_tasks_spawn, test_main)
