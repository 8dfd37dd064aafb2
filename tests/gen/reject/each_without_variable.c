/* The variable comes first. */
#include <cede.h>

async_iter(int) numbers(int n);


async int g(void)
{
    await_each (int x) {
        (void)x;
    }
    return 0;
}
