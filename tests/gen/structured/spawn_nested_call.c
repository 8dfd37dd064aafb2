/* spawn_nested_call.c: Calls as arguments of spawned calls, awaited and ordinary. */
#include "corpus.h"

static int triple(int n)
{
    return 3 * n;
}

static async int get(int n)
{
    await(cede_sleep(after(1)));
    event("got %d", n);
    return n;
}

static async int show(int a, int b)
{
    await(cede_sleep(after(1)));
    event("show %d %d", a, b);
    return a + b;
}

static async int test_main(void)
{
    int r = 0;
    group (g) {
        spawn(g, show(await(get(1)), triple(2)));
        spawn_into(g, &r, show(triple(3), await(get(await(get(4))))));
    }
    return r;
}

SWEPT(spawn_nested_call, test_main)
