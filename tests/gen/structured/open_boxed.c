/* open_boxed.c: Held generators in boxes: boxed, recursive, through a pointer. */
#include "corpus.h"

static async_iter(int) nest(int depth)
{
    defer { event("depth %d left, %d", depth, cede_leaving()); }
    yield(depth);
    if (depth == 0)
        return 0;
    cede_iter(int) *it = open_iter(nest(depth - 1));
    int x;
    within (cede_ms(20)) {
        while (await(cede_next(it, &x)) > 0) {
            await(cede_sleep(after(1)));
            yield(10 * depth + x);
        }
    }
}

static async int test_main(void)
{
    async_iter(int) (*p)(int) = nest;
    int x;
    {
        cede_iter(int) *it = open_iter(boxed(nest(2)));
        while (await(cede_next(it, &x)) > 0)
            event("%d", x);
    }
    {
        cede_iter(int) *it = open_iter(p(2));
        for (int i = 0; i < 3; i++) {
            await(cede_next(it, &x));
            event("%d", x);
        }
    }
    {
        cede_iter(int) *it = open_iter(p(1));
        (void)it;
    }
    return 0;
}

SWEPT(open_boxed, test_main)
