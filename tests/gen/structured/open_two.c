/* open_two.c: Two held generators in turn: a merge of sorted values. */
#include "corpus.h"

static async_iter(int) steps(const char *who, int from, int by, int n)
{
    defer { event("%s left, %d", who, cede_leaving()); }
    for (; n > 0; n--, from += by) {
        await(cede_sleep(after(by)));
        yield(from);
    }
}

static async_iter(int) merge(int n)
{
    cede_iter(int) *a = open_iter(steps("a", 0, 2, n));
    cede_iter(int) *b = open_iter(steps("b", 1, 3, n));
    int x, y, more_x = await(cede_next(a, &x)), more_y = await(cede_next(b, &y));
    while (more_x > 0 || more_y > 0) {
        if (more_y <= 0 || (more_x > 0 && x < y)) {
            yield(x);
            more_x = await(cede_next(a, &x));
        } else {
            yield(y);
            more_y = await(cede_next(b, &y));
        }
    }
}

static async int test_main(void)
{
    int all = 0;
    await_each (int x, merge(3)) {
        event("%d", x);
        all = all * 3 + x;
    }
    await_each (int x, merge(3))
        if (x > 1)
            break;
    return all;
}

SWEPT(open_two, test_main)
