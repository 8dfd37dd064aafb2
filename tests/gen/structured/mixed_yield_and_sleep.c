/* mixed_yield_and_sleep.c: Tasks that yield beside tasks that sleep: time passes only when none is
 * ready. */
#include "corpus.h"

static async int yielder(int n)
{
    for (int i = 0; i < n; i++) {
        here();
        await(cede_yield());
        event("yielder %d", i);
    }
    await(cede_sleep(after(3)));
    event("yielder sleeps no more");
    return 0;
}

static async int sleeper(int ms)
{
    await(cede_sleep(after(ms)));
    event("sleeper %d", ms);
    return 0;
}

static async int test_main(void)
{
    group (g) {
        spawn(g, sleeper(2));
        spawn(g, yielder(3));
        spawn(g, sleeper(1));
        spawn(g, sleeper(2));
    }
    return 0;
}

SWEPT(mixed_yield_and_sleep, test_main)
