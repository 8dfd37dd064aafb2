/* each_locals.c: Locals of the body and around it keep their values across pulls and awaits. */
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
    int total = 0, seen[3] = { 0 }, *last = seen;
    char text[8] = "start";
    await_each (int x, count("a", 3, 0)) {
        int square = x * x, *address = &x;
        char local[4] = { (char)('a' + x) };
        await(cede_sleep(after(1)));
        *address += 1;
        last = &seen[x - 1];
        *last = square;
        text[x] = local[0];
        await(cede_sleep(after(1)));
        total += square + x + *last + local[0];
    }
    event("%d %d %d %d %s %d", total, seen[0], seen[1], seen[2], text, *last);
    return 0;
}

SWEPT(each_locals, test_main)
