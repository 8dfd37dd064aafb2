/* What it gives is a cede_iter(T) *. */
#include <cede.h>

async_iter(int) numbers(int n);


async int g(void)
{
    int *it = open_iter(numbers(3));
    return *it;
}
