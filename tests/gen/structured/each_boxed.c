/* each_boxed.c: Generators in boxes, one in the other, with blocks of their own around the yields. */
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

static async_iter(int) twice(int n)
{
    defer { event("twice left, %d", cede_leaving()); }
    within (cede_ms(30)) {
        await_each (int x, boxed(count("once", n, 0))) {
            shield {
                yield(x);
                await(cede_sleep(after(1)));
                yield(x + 100);
            }
        }
    }
    return 0;
}

static async int test_main(void)
{
    int sum = 0;
    await_each (int x, boxed(twice(2))) {
        await(cede_sleep(after(1)));
        sum += x;
    }
    event("sum %d", sum);
    await_each (int x, boxed(twice(5))) {
        if (x == 101)
            break;
        within (cede_ms(1)) {
            await(cede_sleep(after(2)));
        } else {
            event("late %d", x);
        }
    }
    return sum;
}

SWEPT(each_boxed, test_main)
