/* A cleanup belongs to the end of a block, and each value is assigned to one variable. */
#include <cede.h>

async_iter(int) numbers(int n);
void forget(int *x);

async int g(void)
{
    int sum = 0;
    await_each (int x __attribute__((cleanup(forget))), numbers(3))
        sum += x;
    return sum;
}
