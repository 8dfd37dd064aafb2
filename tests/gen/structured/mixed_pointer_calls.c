/* mixed_pointer_calls.c: Cancelled awaits through function pointers, and spawned work that goes
 * through them. */
#include "corpus.h"

static async int slow(int n)
{
    defer { event("slow %d left, %d", n, cede_leaving()); await(cede_sleep(after(1))); }
    await(cede_sleep(after(10)));
    return n;
}

static int quick(int n)
{
    event("quick %d", n);
    return n;
}

static async int through(int (*f)(int), int n)
{
    defer { event("through left, %d", cede_leaving()); }
    return await(f(n)) * 10;
}

static async int test_main(void)
{
    int (*f[])(int) = { slow, quick };
    int a = 0, b = 0;
    within (cede_ms(5)) {
        await(f[0](1));
    } else {
        event("late");
    }
    group (g) {
        spawn_into(g, &a, through(f[0], 2));
        spawn_into(g, &b, through(f[1], 3));
    }
    return a + b;
}

SWEPT(mixed_pointer_calls, test_main)
