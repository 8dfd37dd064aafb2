/* What is not opened cannot be closed. */
#include <cede.h>

async_iter(int) numbers(int n);


async int g(int n)
{
    int x;
    if (n)
        goto behind;
    cede_iter(int) *it = open_iter(numbers(n));
    (void)await(cede_next(it, &x));
behind:
    return n;
}
