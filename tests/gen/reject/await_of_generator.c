/* A generator has no result to wait for. */
#include <cede.h>

async_iter(int) numbers(void);

async int g(void)
{
    return await(numbers());
}
