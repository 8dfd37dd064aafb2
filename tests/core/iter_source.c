/* iter_source.c: see iter_source.h. Its depth is no constant for whoever includes that. */
#include "iter_source.h"
#include <string.h>

static async int slow(int v)
{
    char room[200];
    memset(room, v, sizeof room);
    await(cede_sleep(cede_ms(1)));
    return room[v % (int)sizeof room];
}

async_iter(int) far_numbers(int n)
{
    for (int i = 0; i < n; i++)
        yield(await(slow(i)));
}

async_iter(int) far_pairs(int n)
{
    await_each (int x, far_numbers(n)) {
        yield(x);
        await(cede_yield());
        yield(x);
    }
}

async int far_sum(cede_iter(int) *it, int most)
{
    int sum = 0, x;
    while (most-- > 0 && await(cede_next(it, &x)) > 0)
        sum += x;
    return sum;
}
