/* group_in_loop.c: A group per pass, its results used in the next. */
#include "corpus.h"

static async int add(int a, int b, int ms)
{
    await(cede_sleep(after(ms)));
    return a + b;
}

static async int test_main(void)
{
    int total = 0;
    for (int i = 1; i < 4; i++) {
        int a = 0, b = 0;
        group (g) {
            spawn_into(g, &a, add(total, i, 2));
            spawn_into(g, &b, add(i, i, 1));
        }
        total = a + b;
        event("pass %d: %d", i, total);
    }
    return total;
}

SWEPT(group_in_loop, test_main)
