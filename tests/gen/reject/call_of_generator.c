/* A generator is no ordinary function. */
#include <cede.h>

async_iter(int) numbers(int n);


async int g(void)
{
    return numbers(3);
}

int ordinary(void)
{
    return numbers(3);
}
