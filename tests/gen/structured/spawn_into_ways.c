/* spawn_into_ways.c: Groups with spawn_into are left in every way; the result is stored before. */
#include "corpus.h"

static async int value(int v)
{
    await(cede_sleep(after(3)));
    return v;
}

static async int leave(int how, int *x)
{
    for (int i = 0; i < 2; i++) {
        group (g) {
            spawn_into(g, x, value(how == 4 ? -EIO : 10 + i));
            await(cede_sleep(after(1)));
            if (how == 0)
                break;
            if (how == 1)
                continue;
            if (how == 2)
                goto out;
            if (how == 3)
                return *x;
        } else {
            return -1;
        }
        event("never but for 4");
    }
    return 1;
out:
    return 2;
}

static async int test_main(void)
{
    int x = 5;
    for (int how = 0; how < 5; how++) {
        int r = await(leave(how, &x));
        event("%d: %d, %d", how, r, x);
    }
    return x;
}

SWEPT(spawn_into_ways, test_main)
