/* Nor is there a block at file scope, or in an ordinary function. */
#include <cede.h>

async_iter(int) numbers(int n);


cede_iter(int) *it = open_iter(numbers(3));

int f(void)
{
    cede_iter(int) *in = open_iter(numbers(3));
    return in != 0;
}
