/* The call is checked as others are. */
#include <cede.h>

async_iter(int) numbers(int n);


async int g(void)
{
    int sum = 0;
    await_each (int x, numbers())
        sum += x;
    return sum;
}
