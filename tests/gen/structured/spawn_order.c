/* spawn_order.c: Tasks take their first steps in a later turn, in the order they were spawned. */
#include "corpus.h"

static async int worker(int id)
{
    event("worker %d begins", id);
    here();
    await(cede_yield());
    event("worker %d goes on", id);
    return 0;
}

static async int test_main(void)
{
    group (g) {
        for (int i = 0; i < 4; i++) {
            spawn(g, worker(i));
            event("spawned %d", i);
        }
        here();
        await(cede_yield());
        event("main goes on");
    }
    return 0;
}

SWEPT(spawn_order, test_main)
