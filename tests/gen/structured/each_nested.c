/* each_nested.c: Generators in generators' bodies, three deep, with awaits at each level. */
#include "corpus.h"

/* Waits before each value, and says how it was left. */
static async_iter(int) count(const char *who, int n, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }
    for (int i = 0; i < n; i++) {
        await(cede_sleep(after(2)));
        event("%s yields %d", who, i);
        yield(i);
    }
    return result;
}

static async int test_main(void)
{
    int sum = 0;
    await_each (int x, count("x", 2, 0)) {
        int before = sum;
        await(cede_sleep(after(1)));
        await_each (int y, count("y", 2, 0)) {
            int both = 10 * x + y;
            await_each (int z, count("z", 2, 0)) {
                await(cede_sleep(after(1)));
                sum += 100 * z + both;
                if (x == 1 && y == 0)
                    break;
            }
            event("%d %d %d", x, y, sum);
        }
        event("from %d to %d", before, sum);
    }
    return sum;
}

SWEPT(each_nested, test_main)
