/* Or holds them. */
#include <cede.h>

async_iter(int) numbers(int n);

async int g(void)
{
    cede_iter(int) *it = open_iter(numbers(3));
    int x;
    return await(cede_next(it, &x));
}
