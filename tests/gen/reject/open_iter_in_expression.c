/* Where it is not declared nobody would close it. */
#include <cede.h>

async_iter(int) numbers(int n);


async int sum(cede_iter(int) *it);

async int g(void)
{
    cede_iter(int) *it;
    it = open_iter(numbers(3));
    return await(sum(it));
}
