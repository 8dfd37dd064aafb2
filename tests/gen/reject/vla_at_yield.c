/* A yield suspends, like an await. */
#include <cede.h>

async_iter(int) numbers(int n);


async_iter(int) g(int n)
{
    int a[n];
    a[0] = n;
    yield(a[0]);
}
