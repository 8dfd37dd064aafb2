/* It is a local of the body. */
#include <cede.h>

async_iter(int) numbers(int n);


async int g(void)
{
    int sum = 0;
    await_each (static int x, numbers(3))
        sum += x;
    return sum;
}
