/* There is an error only in the else part. */
#include <cede.h>

async_iter(int) numbers(int n);


async int g(void)
{
    await_each (int x, numbers(3))
        if (x == cede_each_error())
            break;
    return cede_each_error();
}
