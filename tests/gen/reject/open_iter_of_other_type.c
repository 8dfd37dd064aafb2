/* The type of the values is part of it. */
#include <cede.h>

async_iter(int) numbers(int n);


async int sum(cede_iter(long) *it);

async int g(void)
{
    int r;
    long x;
    cede_iter(char) *c = open_iter(numbers(3));
    (void)c;
    cede_iter(int) *it = open_iter(numbers(3)), *copy;
    copy = it;
    r = await(sum(copy));
    r += await(cede_next(it, &x));
    return r;
}
