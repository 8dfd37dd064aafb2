/* An error of the generator needs a way out. */
#include <cede.h>

async_iter(int) numbers(int n);


async void g(int *sum)
{
    await_each (int x, numbers(3))
        *sum += x;
}
