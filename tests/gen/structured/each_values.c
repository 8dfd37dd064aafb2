/* each_values.c: Values of all kinds: structs, pointers, narrow and wide numbers. */
#include "corpus.h"

struct point { int x, y; char name[12]; };

static async_iter(struct point) points(int n)
{
    struct point p = { 0, 0, "p" };
    for (int i = 0; i < n; i++) {
        p.x += i;
        p.y -= i;
        p.name[0] = (char)('a' + i);
        await(cede_sleep(after(1)));
        yield(p);
        yield(((struct point){ .x = i, .name = "fresh" }));
    }
}

static async_iter(const char *) words(void)
{
    static const char *const all[] = { "one", "two", "three" };
    for (unsigned i = 0; i < sizeof all / sizeof *all; i++)
        yield(all[i]);
    await(cede_sleep(after(1)));
}

static async_iter(unsigned char) bytes(unsigned n)
{
    while (n--)
        yield(n * 3);
}

static async_iter(long double) wide(int n)
{
    char pad = 1;
    for (int i = 0; i < n; i++) {
        await(cede_sleep(after(pad)));
        yield(i / 4.0L);
    }
}

static async int test_main(void)
{
    long sum = 0;
    await_each (struct point p, points(2)) {
        await(cede_sleep(after(1)));
        event("%d %d %s", p.x, p.y, p.name);
        p.name[0] = '!';
    }
    await_each (const char *w, words())
        event("%s", w);
    await_each (unsigned char b, bytes(300)) {
        sum += b;
        if (sum > 3000)
            break;
    }
    event("%ld", sum);
    await_each (long double d, wide(3)) {
        await(cede_sleep(after(1)));
        event("%Lf", d);
    }
    return 0;
}

SWEPT(each_values, test_main)
