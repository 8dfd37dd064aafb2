/* each_pointer.c: Generators that are called through pointers. */
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

static async_iter(int) down(const char *who, int n, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); await(cede_sleep(after(1))); }
    while (n-- > 0)
        yield(n);
    return result;
}

struct source { async_iter(int) (*values)(const char *, int, int); };

static async int over(struct source s, int n, int result)
{
    int sum = 0;
    await_each (int x, s.values("it", n, result)) {
        await(cede_sleep(after(1)));
        if (x == 5)
            break;
        sum = 10 * sum + x;
    }
    return sum;
}

static async int test_main(void)
{
    struct source s[] = { { count }, { down } };
    for (int i = 0; i < 2; i++) {
        event("= %d", await(over(s[i], 3, 0)));
        event("= %d", await(over(s[i], 7, 0)));
        event("= %d", await(over(s[i], 1, -EIO)));
    }
    return 0;
}

SWEPT(each_pointer, test_main)
