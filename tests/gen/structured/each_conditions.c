/* each_conditions.c: Under conditions and without braces; an else goes with the nearest. */
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

static async int pick(int how)
{
    int sum = 0;
    if (how)
        await_each (int x, count("then", 2, 0))
            if (x)
                sum += x;
            else
                sum += 10;
    else
        await_each (int x, count("other", 1, -EIO)) {
            sum += x;
        } else
            sum = cede_each_error();
    return sum;
}

static async int test_main(void)
{
    int a = await(pick(0)), b = await(pick(1));
    event("%d %d", a, b);
    return 0;
}

SWEPT(each_conditions, test_main)
