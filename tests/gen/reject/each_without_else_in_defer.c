/* Which leads not out of a defer. */
#include <cede.h>

async_iter(int) numbers(int n);


async int g(int *sum)
{
    defer {
        await_each (int x, numbers(3))
            *sum += x;
    }
    return 0;
}
