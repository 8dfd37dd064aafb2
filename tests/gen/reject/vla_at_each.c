/* So does going over values. */
#include <cede.h>

async_iter(int) numbers(int n);


async int g(int n)
{
    int a[n];
    a[0] = 0;
    await_each (int x, numbers(n))
        a[0] += x;
    return a[0];
}
