/* A generator that is held is closed at the end of the block. */
#include <cede.h>

async_iter(int) numbers(int n);


async int g(int n)
{
    int x;
    cede_iter(int) *it = open_iter(numbers(n));
    await(cede_next(it, &x));
    int a[x];
    a[0] = x;
    return a[0];
}
