/* each_recursive.c: A generator that goes over itself: a tree's nodes in order. */
#include "corpus.h"

struct tree { int value, left, right; };

static const struct tree nodes[] = {
    { 4, 1, 2 }, { 2, 3, 4 }, { 6, 5, -1 }, { 1, -1, -1 }, { 3, -1, -1 }, { 5, -1, -1 },
};

static async_iter(int) walk(int at)
{
    if (at < 0)
        return 0;
    defer { event("node %d left, %d", nodes[at].value, cede_leaving()); }
    await_each (int x, walk(nodes[at].left))
        yield(x);
    await(cede_sleep(after(1)));
    yield(nodes[at].value);
    await_each (int x, walk(nodes[at].right))
        yield(x);
}

static async int test_main(void)
{
    int all = 0;
    await_each (int x, walk(0))
        all = 10 * all + x;
    event("%d", all);
    await_each (int x, walk(0)) {
        await(cede_sleep(after(1)));
        if (x == 3)
            break;
    }
    return 0;
}

SWEPT(each_recursive, test_main)
