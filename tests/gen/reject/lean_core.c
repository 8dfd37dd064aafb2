/* lean_core.c: what the lean core has not. */
#define CEDE_LEAN
#include <cede/core.h>

static async int leaf(int x)
{
    await(cede_sleep(cede_ms(x)));
    return x;
}

static async_iter(int) count(int n)
{
    for (int i = 0; i < n; i++)
        yield(i);
}

static async int goes_over(void)
{
    cede_iter(int) *held = open_iter(count(2));
    await_each (int x, count(3))
        await(leaf(x));
    return 0;
}

static async int starts(int x)
{
    group (g) {
        spawn(g, leaf(x));
        spawn_into(g, &x, leaf(x));
    }
    detach(leaf(x));
    return x;
}

int blocking(int x);

static async int awaits(int (*f)(int), int x)
{
    await(boxed(leaf(x)));
    x += await(f(x));
    return x + await(offload(blocking(x)));
}
