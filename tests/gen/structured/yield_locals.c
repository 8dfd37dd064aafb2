/* yield_locals.c: A generator's parameters and locals live across its yields, by address too. */
#include "corpus.h"

static async_iter(int) fibonacci(int n, const char *who)
{
    int a = 0, b = 1, history[4] = { 0 }, *next = history;
    char name[8];
    name[0] = who[0];
    name[1] = 0;
    for (int i = 0; i < n; i++) {
        int sum = a + b;
        yield(a);
        *next = a;
        next = &history[(next - history + 1) % 4];
        a = b;
        await(cede_sleep(after(1)));
        b = sum;
    }
    event("%s %d %d %d %d", name, history[0], history[1], history[2], history[3]);
}

static async int test_main(void)
{
    int sum = 0;
    await_each (int x, fibonacci(6, "first")) {
        await_each (int y, fibonacci(2, "second"))
            sum += x * y;
        sum += x;
    }
    event("%d", sum);
    return 0;
}

SWEPT(yield_locals, test_main)
