/* group_typeof.c: The types of a group's name and of a held generator's are pointers. */
#include "corpus.h"

static async_iter(int) count(int n)
{
    for (int i = 0; i < n; i++)
        yield(i);
}

static async int nap(int ms)
{
    await(cede_sleep(after(ms)));
    event("%d", ms);
    return 0;
}

static async int test_main(void)
{
    int x = 0;
    group (g) {
        __typeof__(g) h = g;
        await(nap(1));
        spawn(h, nap(2));
        cede_iter(int) *it = open_iter(count(3));
        __typeof__(it) same = it;
        here();
        int more = await(cede_next(same, &x));
        event("%d %d", more, x);
        here();
        more = await(cede_next(it, &x));
        event("%d %d", more, x);
    }
    return x;
}

SWEPT(group_typeof, test_main)
