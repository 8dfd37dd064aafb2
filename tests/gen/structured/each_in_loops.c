/* each_in_loops.c: In all kinds of loops, whose jumps it has to let through. */
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
    int n = 0, i = 0;
    while (n < 2) {
        await_each (int x, count("while", 2, 0)) {
            if (x == n)
                break;
        }
        n++;
    }
    do {
        await_each (int x, count("do", 1, 0))
            n += x + 1;
        if (n == 3)
            continue;
    } while (n < 4);
    for (i = 0; i < 3; i++) {
        await_each (int x, count("for", 2, i == 1 ? -EIO : 0)) {
            event("%d %d", i, x);
        } else {
            event("error %d in %d", cede_each_error(), i);
            continue;
        }
        if (i == 2)
            break;
        event("end %d", i);
    }
    return n + i;
}

SWEPT(each_in_loops, test_main)
