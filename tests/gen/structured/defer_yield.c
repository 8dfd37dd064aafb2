/* defer_yield.c: Yields in defers keep the order of two tasks. */
#include "corpus.h"

static async int worker(int id)
{
    defer {
        for (int i = 0; i < 2; i++) {
            event("worker %d defers %d", id, i);
            here();
            await(cede_yield());
        }
    }
    for (int i = 0; i < 2; i++) {
        event("worker %d works %d", id, i);
        here();
        await(cede_yield());
    }
    return id;
}

static async int test_main(void)
{
    int a = 0, b = 0;
    group (g) {
        spawn_into(g, &a, worker(1));
        spawn_into(g, &b, worker(2));
    }
    return a * 10 + b;
}

SWEPT(defer_yield, test_main)
