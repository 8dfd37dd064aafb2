/* What is allowed with generators. */
#include <cede.h>

struct yield { int yield, open_iter; };
async_iter(int) numbers(int n);
async_iter(const char *) words(void);
extern async_iter(int) (*source)(int);

static async_iter(long) wider(struct yield *from)
{
    int each = sizeof numbers(3);
    yield(each);
    yield(from->yield + from->open_iter);
    return -(each > 4);
}

async int sum(cede_iter(int) *it)
{
    cede_iter(int) *const same = it, *none = 0;
    int x = 0, open = none != 0;
    (void)await(cede_next(same, &x));
    return x + open;
}

async int g(struct yield *y)
{
    long total = 0;
    await_each (short x, wider(y))
        total += x;
    await_each (const double x, numbers(3))
        total += (long)x;
    await_each (const char *w, words())
        total += w[0];
    await_each (register int x, source(2))
        total += x;
    await_each (__auto_type w, words())
        total += w[1];
    cede_iter(int) *it = open_iter(source(2));
    return (int)total + await(sum(it));
}
